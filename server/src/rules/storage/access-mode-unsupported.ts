import { claimsOf } from '../../model/claim';
import { message } from '../../text/message';
import { table } from '../../text/table';
import { rule } from '../rule';

/** Provisioners of disks that one node at a time can mount, and what they call them. */
const SINGLE: Readonly<Record<string, string>> = table({
  'ebs.csi.aws.com': 'Amazon EBS',
  'kubernetes.io/aws-ebs': 'Amazon EBS',
  'disk.csi.azure.com': 'Azure Disk',
  'kubernetes.io/azure-disk': 'Azure Disk',
  'pd.csi.storage.gke.io': 'Google Persistent Disk',
  'kubernetes.io/gce-pd': 'Google Persistent Disk',
  'dobs.csi.digitalocean.com': 'DigitalOcean Volumes',
  'csi.hetzner.cloud': 'Hetzner Volumes',
  'linodebs.csi.linode.com': 'Linode Block Storage',
  'cinder.csi.openstack.org': 'OpenStack Cinder',
  'kubernetes.io/cinder': 'OpenStack Cinder',
  'rancher.io/local-path': 'local-path',
  'topolvm.io': 'TopoLVM',
  'openebs.io/local': 'OpenEBS Local PV',
});

/** Names that managed clusters give to classes of such disks. */
const CLASSES: Readonly<Record<string, string>> = table({
  gp2: 'Amazon EBS',
  gp3: 'Amazon EBS',
  'standard-rwo': 'Google Persistent Disk',
  'premium-rwo': 'Google Persistent Disk',
  'managed-csi': 'Azure Disk',
  'managed-csi-premium': 'Azure Disk',
  'managed-premium': 'Azure Disk',
  'do-block-storage': 'DigitalOcean Volumes',
  'hcloud-volumes': 'Hetzner Volumes',
  'linode-block-storage': 'Linode Block Storage',
  'local-path': 'local-path',
});

export default rule({
  id: 'access-mode-unsupported',
  summary: 'A claim wants to share a volume of a sort that cannot be shared.',
  severity: 'warning',
  stage: 'schedule',
  profile: 'essential',
  fixable: 'never',
  since: '0.1.0',
  scope: 'object',
  kinds: ['PersistentVolumeClaim', 'StatefulSet'],

  *check(object, project) {
    for (const { modes, storageClass, isBlock, spec } of claimsOf(object)) {
      const shared = modes.find(({ value }) => value === 'ReadWriteMany');
      // Some disks can be attached to several nodes as raw devices. A claim for a certain volume is not provisioned.
      if (!shared || !storageClass || isBlock || spec.given('volumeName')) continue;
      const defined = project.objects('StorageClass', 'storage.k8s.io').filter(({ name }) => name?.value === storageClass.value);
      const sorts = defined.map(({ value }) => SINGLE[value.string('provisioner')?.value ?? '']);
      const sort = defined.length === 0 ? CLASSES[storageClass.value] : sorts.every((one) => one === sorts[0]) ? sorts[0] : undefined;
      if (sort === undefined) continue;
      yield {
        at: shared.at,
        message: message`The storage class ${storageClass.value} makes volumes of ${sort}, which cannot be mounted by several nodes (${shared.value}).`,
        related: defined.map(({ at }) => ({ at, message: message`The storage class is defined here.` })),
      };
    }
  },
});

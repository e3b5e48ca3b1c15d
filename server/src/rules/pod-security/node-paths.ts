/** Folders of a node from which it can be taken over, or that hold what others must not see. */
const SENSITIVE = [
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib64',
  '/proc',
  '/root',
  '/sbin',
  '/bin',
  '/sys',
  '/usr',
  '/var/run',
  '/run',
  '/var/lib/kubelet',
  '/var/lib/docker',
  '/var/lib/containerd',
  '/var/lib/etcd',
  '/home',
];

/** What of them is mounted for good and small reasons. */
const HARMLESS = [
  '/etc/localtime',
  '/etc/timezone',
  '/etc/ssl',
  '/etc/pki',
  '/usr/share',
  '/dev/shm',
  '/dev/dri',
  '/dev/kvm',
  '/dev/fuse',
  '/dev/net/tun',
  '/lib/modules',
  '/run/log',
  '/var/lib/docker/containers',
  '/run/xtables.lock',
];

/** True for the root of the node and for folders that nearly no pod needs. */
export function isSensitivePath(path: string): boolean {
  const clean = path.replace(/\/+$/, '');
  if (path.startsWith('/') && clean === '') return true;
  const isBelow = (folder: string) => clean === folder || clean.startsWith(`${folder}/`);
  return SENSITIVE.some(isBelow) && !HARMLESS.some(isBelow) && !isRuntimeSocket(clean);
}

/** The socket of a container runtime: who may write to it is root on the node. */
export function isRuntimeSocket(path: string): boolean {
  return /^(?:\/var)?\/run\/(?:docker\.sock|containerd\/containerd\.sock|crio\/crio\.sock|cri-dockerd\.sock|k3s\/containerd\/containerd\.sock|podman\/podman\.sock)$/.test(
    path.replace(/\/+$/, ''),
  );
}

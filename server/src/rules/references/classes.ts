/** Classes of the cluster: a rule of their own looks at them, whoever names them. */
export const CLASSES: readonly string[] = [
  'StorageClass',
  'IngressClass',
  'PriorityClass',
  'RuntimeClass',
  'VolumeAttributesClass',
  'VolumeSnapshotClass',
  'DeviceClass',
];

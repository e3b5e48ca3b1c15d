export { default as containerPortNotListened } from './chain/container-port-not-listened';
export { default as configMissing } from './config/config-missing';
export { default as trailingComment } from './dockerfile/trailing-comment';
export { default as probePortUnknown } from './probes/probe-port-unknown';
export { default as fieldUnknown } from './schema/field-unknown';
export { default as findingsCut } from './suppression/findings-cut';
export { default as ignoreUnused } from './suppression/ignore-unused';
export { default as yamlUnreadable } from './yaml/yaml-unreadable';

/** What `seaworthy --help` prints. Option names are the same in every language, so it is kept in English. */
export const HELP = `Seaworthy tells why a service will not run on Kubernetes: from Go source and Dockerfile to manifests.

Usage
  seaworthy check [PATH...]      check files and folders (the current folder where none is given)
  seaworthy explain RULE         what a rule finds, why, and what to do
  seaworthy rules                list all rules
  seaworthy rehearse [NAME]      where deploying each workload would break, stage by stage (--in PATH, --format json)
  seaworthy create [PATH...]     print a Deployment and a Service for each Dockerfile that no manifest runs yet
  seaworthy graph [PATH...]      the workspace as a graph (--format mermaid, json or svg; --by application)
  seaworthy lsp --stdio          run the language server

Options of check
  --kubernetes 1.29-1.34         the versions that the manifests must run on
  --profile recommended          essential, recommended or production
  --only RULE,...                run these rules alone
  --fix                          apply safe fixes; --fix-dry-run shows them and changes nothing
  --format text                  text, json, sarif, junit or github
  --output FILE                  write the report to a file
  --fail-on error                exit with 1 from this severity on: error, warning, info, hint or never
  --max-warnings N               exit with 1 where there are more than N warnings
  --config FILE                  use this configuration and no other
  --since REVISION               compare with a commit: what cannot change once it is deployed
  --stdin-filename NAME          check standard input as the file NAME
  --lang en                      en or zh-cn

Exit codes
  0 nothing found   1 findings   2 wrong usage, or something could not be read
`;

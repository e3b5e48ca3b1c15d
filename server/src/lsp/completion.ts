import type { CompletionItem, CompletionParams } from 'vscode-languageserver';
import type { Session } from './session';

export function completions(_session: Session, _params: CompletionParams): CompletionItem[] {
  return [];
}

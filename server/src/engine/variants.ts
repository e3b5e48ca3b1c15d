import type { SourceDocument } from '../model/document';
import type { Kustomization } from '../model/kustomize/kustomization';
import type { ProjectIndex } from '../model/project-index';
import type { AnyRule, Finding } from '../rules/rule';
import { message, render } from '../text/message';
import { covers, type Span } from '../text/span';

/** A document with its objects as one overlay makes them. */
export interface DocumentVariant {
  readonly overlay: Kustomization;
  readonly document: SourceDocument;
  /** The objects of the document that the overlay takes away. */
  readonly removed: readonly Span[];
}

/** What the overlays make of a document; empty where none changes it, so that it is as it is written. */
export function variantsOf(document: SourceDocument, project: ProjectIndex): readonly DocumentVariant[] {
  if (document.objects.length === 0 || project.kustomize.isEmpty || project.kustomize.endsOf(document.file).length === 0) return [];
  const byOverlay = new Map<Kustomization, SourceDocument['objects'][number][]>();
  const removedBy = new Map<Kustomization, Span[]>();
  let isChanged = false;
  for (const base of document.objects) {
    for (const { overlay, object, uncertain, removed } of project.kustomize.variantsOf(base)) {
      // What a patch makes of it is not known: the file alone is all there is to judge.
      if (uncertain) return [];
      if (object !== base) isChanged = true;
      if (removed) {
        isChanged = true;
        removedBy.set(overlay, [...(removedBy.get(overlay) ?? []), base.value.at]);
      }
      byOverlay.set(overlay, [...(byOverlay.get(overlay) ?? []), ...(removed ? [] : [object])]);
    }
  }
  if (!isChanged) return [];
  return [...byOverlay].map(([overlay, objects]) => ({ overlay, document: { ...withRoot(document), objects }, removed: removedBy.get(overlay) ?? [] }));
}

/**
 * One list of findings for a document and what its overlays make of it. What no overlay shows was mended by a patch; a
 * matter of practice counts only where every overlay shows it that has the object at all; and what only an overlay shows names that overlay. It
 * comes without a fix: one text may be the base of others.
 */
export function combineVariants(
  own: readonly Finding[],
  variants: readonly { readonly overlay: Kustomization; readonly findings: readonly Finding[]; readonly removed: readonly Span[] }[],
  rule: AnyRule,
): readonly Finding[] {
  if (variants.length === 0 || rule.scope === 'document') return own;
  const shown = variants.map(({ overlay, findings, removed }) => ({ overlay, removed, byKey: new Map(findings.map((finding) => [keyOf(finding), finding])) }));
  const kept = own.filter((finding) => {
    const having = shown.filter(({ removed }) => !removed.some((span) => covers(span, finding.at)));
    const count = having.filter(({ byKey }) => byKey.has(keyOf(finding))).length;
    const severity = finding.severity ?? rule.severity;
    return count > 0 && (count === having.length || (severity !== 'info' && severity !== 'hint'));
  });
  const known = new Set(own.map(keyOf));
  const added: Finding[] = [];
  for (const { overlay, byKey } of shown) {
    for (const [key, finding] of byKey) {
      if (known.has(key)) continue;
      known.add(key);
      const { fix: _, ...rest } = finding;
      const at = { file: overlay.file, start: overlay.root.at.start, end: overlay.root.headAt.end };
      added.push({ ...rest, related: [...(finding.related ?? []), { at, message: message`So it is in this overlay.` }] });
    }
  }
  return [...kept, ...added];
}

function keyOf({ at, message: said }: Finding): string {
  return `${at.file}:${at.start}:${at.end}:${render(said)}`;
}

function withRoot({ file, source, root, classification }: SourceDocument): Omit<SourceDocument, 'objects'> {
  return { file, source, root, classification };
}

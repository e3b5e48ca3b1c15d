import { _, Ajv, type KeywordCxt, str } from 'ajv';

/** An ajv that knows the keyword `kubernetesRange`. Call its validators with the range as `this`: `validate.call(range, json)`. */
export function makeAjv(options: { readonly source?: boolean } = {}): Ajv {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    allowUnionTypes: true,
    validateSchema: false,
    inlineRefs: false,
    logger: false,
    passContext: true,
    ...(options.source && { code: { source: true, optimize: 1 } }),
  });
  ajv.addKeyword({
    keyword: 'kubernetesRange',
    type: 'object',
    schemaType: 'object',
    error: {
      message: ({ params }) => str`field ${params.field} exists from 1.${params.since} to 1.${params.last}`,
      params: ({ params }) => _`{field: ${params.field}, since: ${params.since}, last: ${params.last}}`,
    },
    // Code, not a function: only code keywords survive in the precompiled validators.
    code: checkRange,
  });
  return ajv;
}

function checkRange(context: KeywordCxt): void {
  const { gen, data, schema } = context;
  for (const [field, [since, last]] of Object.entries(schema as Record<string, [number, number]>)) {
    const outside = since > 0 && last < 999 ? _`(this.from < ${since} || this.to > ${last})` : since > 0 ? _`this.from < ${since}` : _`this.to > ${last}`;
    gen.if(_`${data}[${field}] !== undefined && ${outside}`, () => {
      context.setParams({ field, since, last });
      context.error();
    });
  }
}

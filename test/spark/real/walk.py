"""Direct edges of an analyzed plan, from the JVM's own objects through py4j: what the text is held against."""


def items(seq):
    return [seq.apply(i) for i in range(seq.size())]


def kind(thing):
    return thing.getClass().getSimpleName()


def key(attribute):
    return attribute.exprId().id()


def direct_edges(plan):
    """Sorted [source, output name] pairs; a source is table.column."""
    sources = walk(plan, {})
    return sorted({(source, attribute.name()) for attribute, found in zip(items(plan.output()), sources) for source in found})


def walk(node, ctes, outer=None):
    """The sources of each output column, by position."""
    name = kind(node)
    if name == "LogicalRelation":
        table = node.catalogTable()
        where = table.get().identifier().unquotedString().replace("spark_catalog.", "") if table.isDefined() else path_of(node)
        return [{f"{where}.{column.name()}"} for column in items(node.output())]
    if name == "CTERelationRef":
        return ctes[node.cteId()]
    if name == "WithCTE":
        for definition in items(node.cteDefs()):
            ctes[definition.id()] = walk(definition.child(), ctes)
        return walk(node.plan(), ctes)
    children = items(node.children())
    below = [walk(child, ctes, outer) for child in children]
    scope = dict(outer or {})
    for child, found in zip(children, below):
        scope.update({key(column): sources for column, sources in zip(items(child.output()), found)})
    read = lambda expression: sources_of(expression, scope, ctes)
    if name in ("Union", "Intersect", "Except"):
        return below[0] if name == "Except" else [set().union(*columns) for columns in zip(*below)]
    if name == "Project":
        return [read(item) for item in items(node.projectList())]
    if name == "Aggregate":
        return [read(item) for item in items(node.aggregateExpressions())]
    if name == "Expand":
        return [set().union(*(read(cell) for cell in column)) for column in zip(*(items(row) for row in items(node.projections())))]
    if name == "Window":
        scope.update({key(item.toAttribute()): read(item) for item in items(node.windowExpressions())})
    if name == "Generate":
        # An UNPIVOT in other words: values stand in their rows, labels have no source.
        made = items(node.generatorOutput())
        cells = items(node.generator().children())[1:] if kind(node.generator()) == "Stack" else None
        for at, column in enumerate(made):
            scope[key(column)] = set().union(*(read(cell) for cell in cells[at :: len(made)])) if cells else read(node.generator())
    if name == "ScriptTransformation":
        return [set().union(*below[0]) for _ in items(node.output())]
    if name == "LateralJoin":
        scope.update({key(column): found for column, found in zip(items(node.right().plan().output()), walk(node.right().plan(), ctes, scope))})
    return [scope.get(key(column), set()) for column in items(node.output())]


def sources_of(expression, scope, ctes):
    name = kind(expression)
    if name == "AttributeReference":
        return scope.get(key(expression), set())
    if name == "CaseWhen":
        values = [branch._2() for branch in items(expression.branches())]
        values += [expression.elseValue().get()] if expression.elseValue().isDefined() else []
    elif name == "If":
        values = [expression.trueValue(), expression.falseValue()]
    elif name == "WindowExpression":
        values = [expression.windowFunction()]
    elif name == "AggregateExpression":
        values = [expression.aggregateFunction()]
    elif name == "PivotFirst":
        values = [expression.valueColumn()]
    elif name == "ScalarSubquery":
        return walk(expression.plan(), ctes, scope)[0]
    elif name in ("Exists", "InSubquery", "ListQuery"):
        return set()
    else:
        values = items(expression.children())
    return set().union(*(sources_of(value, scope, ctes) for value in values))


def path_of(node):
    return node.relation().location().rootPaths().head().toUri().getPath()

import Valeurs

extension Builtin {
    /// 10.3.4.4.
    static let lists: [Builtin] = [
        Builtin(
            "list contains",
            [
                form("list,element") { a, evaluator in
                    guard let items = a.list(0), evaluator.spend(items.count) else { return nil }
                    return .boolean(items.contains { evaluator.equals($0, a[1]) == true })
                }
            ]),
        Builtin("count", [form("list") { a, _ in a.list(0).map { .number($0.count) } }]),
        Builtin("sublist", [form("list,start position,length", optional: 1) { a, _ in sublist(a) }]),
        Builtin(
            "append",
            [
                variadic("list,item") { a, _ in
                    guard let items = a.isMissing(0) ? [.null] : a.list(0) else { return nil }
                    return .list(items + a.values.dropFirst())
                }
            ]),
        Builtin("concatenate", [variadic("list") { a, evaluator in joined(a, evaluator).map { .list($0) } }]),
        Builtin("union", [variadic("list") { a, evaluator in joined(a, evaluator).flatMap { distinct($0, evaluator) }.map { .list($0) } }]),
        Builtin(
            "insert before",
            [
                form("list,position,newItem") { a, _ in
                    guard let items = a.list(0), let place = position(a.integer(1), items.count) else { return nil }
                    return .list(items[..<place] + [a[2]] + items[place...])
                }
            ]),
        Builtin(
            "remove",
            [
                form("list,position") { a, _ in
                    guard var items = a.list(0), let place = position(a.integer(1), items.count) else { return nil }
                    items.remove(at: place)
                    return .list(items)
                }
            ]),
        Builtin(
            "list replace",
            [
                form("list,position,newItem") { a, _ in
                    guard var items = a.list(0), let place = position(a.integer(1), items.count) else { return nil }
                    items[place] = a[2]
                    return .list(items)
                },
                form("list,match,newItem") { a, evaluator in replaceMatches(a, evaluator) },
            ]),
        Builtin("reverse", [form("list") { a, _ in a.list(0).map { .list($0.reversed()) } }]),
        Builtin(
            "index of",
            [
                form("list,match") { a, evaluator in
                    guard let items = a.list(0), evaluator.spend(items.count) else { return nil }
                    return .list(items.indices.filter { evaluator.equals(items[$0], a[1]) == true }.map { .number($0 + 1) })
                }
            ]),
        Builtin("distinct values", [form("list") { a, evaluator in a.list(0).flatMap { distinct($0, evaluator) }.map { .list($0) } }]),
        Builtin(
            "duplicate values",
            [
                form("list") { a, evaluator in
                    guard let items = a.list(0), let values = distinct(items, evaluator), evaluator.spend(items.count * values.count) else {
                        return nil
                    }
                    return .list(values.filter { value in items.filter { evaluator.equals($0, value) == true }.count > 1 })
                }
            ]),
        Builtin("flatten", [form("list") { a, _ in a.list(0).map { .list(flattened($0)) } }]),
        Builtin(
            "sort",
            [
                form("list,precedes") { a, evaluator in
                    guard let items = a.list(0), let precedes = a.function(1) else { return nil }
                    return sorted(items, evaluator) { evaluator.call(precedes, [$0, $1]) == .boolean(true) }.map { .list($0) }
                },
                form("list") { a, evaluator in
                    guard let items = a.list(0), items.allSatisfy({ evaluator.order($0, items[0]) != nil }) else { return nil }
                    return sorted(items, evaluator) { (evaluator.order($0, $1) ?? 0) < 0 }.map { .list($0) }
                },
            ]),
    ]

    /// A place from 0 for a position counted from 1, or from -1 backwards.
    private static func position(_ position: Int?, _ count: Int) -> Int? {
        guard let position, position != 0, position.magnitude <= count else { return nil }
        return position > 0 ? position - 1 : count + position
    }

    private static func sublist(_ a: BuiltinArguments) -> Value? {
        guard let items = a.list(0), let start = position(a.integer(1), items.count) else { return nil }
        guard !a.isMissing(2) else { return a.count < 3 ? .list(Array(items[start...])) : nil }
        guard let length = a.integer(2), length >= 0, start + min(length, items.count + 1) <= items.count else { return nil }
        return .list(Array(items[start..<start + length]))
    }

    /// A null list has no items to give; a null among several lists stays an item.
    private static func joined(_ a: BuiltinArguments, _ evaluator: Evaluator) -> [Value]? {
        guard a.count > 0, !(a.count == 1 && a.isMissing(0)) else { return nil }
        var result: [Value] = []
        for value in a.values {
            if case .list(let items) = value { result += items } else { result.append(value) }
            guard evaluator.admits(listOf: result.count) else { return nil }
        }
        return result
    }

    private static func distinct(_ items: [Value], _ evaluator: Evaluator) -> [Value]? {
        var result: [Value] = []
        for item in items {
            guard evaluator.spend(result.count) else { return nil }
            if !result.contains(where: { evaluator.equals($0, item) == true }) { result.append(item) }
        }
        return result
    }

    /// Every item for which the function says true becomes the new one; a function of two parameters that answers with a boolean.
    private static func replaceMatches(_ a: BuiltinArguments, _ evaluator: Evaluator) -> Value? {
        guard let items = a.list(0), let match = a.function(1), match.parameters.count == 2 else { return nil }
        var result: [Value] = []
        for item in items {
            guard case .boolean(let matched) = evaluator.call(match, [item, a[2]]) else { return nil }
            result.append(matched ? a[2] : item)
        }
        return .list(result)
    }

    private static func flattened(_ items: [Value]) -> [Value] {
        items.flatMap { item in if case .list(let inner) = item { flattened(inner) } else { [item] } }
    }

    /// A merge sort, stable, which stays sound whatever the function answers.
    private static func sorted(_ items: [Value], _ evaluator: Evaluator, _ precedes: (Value, Value) -> Bool) -> [Value]? {
        guard items.count > 1 else { return items }
        guard evaluator.exhausted == nil, evaluator.spend(items.count), let left = sorted(Array(items[..<(items.count / 2)]), evaluator, precedes),
            let right = sorted(Array(items[(items.count / 2)...]), evaluator, precedes)
        else { return nil }
        var result: [Value] = []
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            if precedes(right[j], left[i]) {
                result.append(right[j])
                j += 1
            } else {
                result.append(left[i])
                i += 1
            }
        }
        return result + left[i...] + right[j...]
    }

    /// 10.3.4.8 and 10.3.4.10.
    static let contexts: [Builtin] = [
        Builtin(
            "get value",
            [
                form("m,key") { a, _ in
                    guard let context = a.context(0) else { return nil }
                    return a.string(1).map { context[$0] ?? .null }
                },
                form("context,keys") { a, _ in
                    guard let context = a.context(0), case .list(let path) = a[1] else { return nil }
                    return value(at: path, in: .context(context))
                },
            ]),
        Builtin(
            "get entries",
            [
                form("m") { a, _ in
                    guard let context = a.context(0) else { return nil }
                    return .list(context.entries.map { .context(["key": .string($0.key), "value": $0.value]) })
                }
            ]),
        Builtin("context", [form("entries") { a, _ in context(a) }]),
        Builtin(
            "context put",
            [
                form("context,key,value") { a, _ in
                    guard let context = a.context(0) else { return nil }
                    return a.string(1).flatMap { put(a[2], at: [.string($0)], in: context) }.map { .context($0) }
                },
                form("context,keys,value") { a, _ in
                    guard let context = a.context(0), case .list(let path) = a[1] else { return nil }
                    return put(a[2], at: path[...], in: context).map { .context($0) }
                },
            ]),
        Builtin(
            "context merge",
            [
                form("contexts") { a, _ in
                    guard let items = a.list(0) else { return nil }
                    var merged = ContextValue()
                    for item in items {
                        guard case .context(let context) = item else { return nil }
                        for entry in context.entries { merged[entry.key] = entry.value }
                    }
                    return .context(merged)
                }
            ]),
    ]

    private static func value(at path: [Value], in source: Value) -> Value? {
        var current = source
        for key in path {
            guard case .string(let key) = key, case .context(let context) = current else { return nil }
            current = context[key] ?? .null
        }
        return path.isEmpty ? nil : current
    }

    private static func put(_ value: Value, at path: ArraySlice<Value>, in context: ContextValue) -> ContextValue? {
        guard case .string(let key)? = path.first else { return nil }
        var changed = context
        if path.count == 1 {
            changed[key] = value
            return changed
        }
        guard case .context(let inner)? = context[key], let new = put(value, at: path.dropFirst(), in: inner) else { return nil }
        changed[key] = .context(new)
        return changed
    }

    /// Each item holds `key` and `value`, and no key comes twice.
    private static func context(_ a: BuiltinArguments) -> Value? {
        guard let items = a.list(0) else { return nil }
        var result = ContextValue()
        for item in items {
            guard case .context(let entry) = item, case .string(let key)? = entry["key"], let value = entry["value"], result[key] == nil else {
                return nil
            }
            result[key] = value
        }
        return .context(result)
    }
}

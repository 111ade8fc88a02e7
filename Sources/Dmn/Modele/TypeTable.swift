import Feel

/// The item definitions of one model (DMN 1.5, 7.3.2).
struct TypeTable: Sendable {
    var definitions: [String: ItemDefinition] = [:]

    /// The type that a `typeRef` names, with definitions of imported models behind their prefix; `nil` when nothing has that name.
    ///
    /// - Parameters:
    ///   - depth: definitions followed so far, which may form a circle.
    ///   - imported: gives the type of another model by its full name.
    func type(_ name: String, depth: Int, imported: (String, Int) -> ValueType?) -> ValueType? {
        guard depth < 32 else { return .any }
        // `feel:number` and the like, as older models write them.
        let local = name.hasPrefix("feel:") ? String(name.dropFirst(5)) : name
        if let definition = definitions[local] { return type(definition, depth: depth + 1, imported: imported) }
        return ValueType(name: local) ?? imported(local, depth + 1)
    }

    private func type(_ item: ItemDefinition, depth: Int, imported: (String, Int) -> ValueType?) -> ValueType {
        guard depth < 32 else { return .any }
        var type: ValueType
        if let function = item.function {
            type = .function(
                function.parameters.map { $0.flatMap { self.type($0, depth: depth + 1, imported: imported) } ?? .any },
                function.result.flatMap { self.type($0, depth: depth + 1, imported: imported) } ?? .any)
        } else if !item.components.isEmpty {
            type = .context(item.components.mapValues { self.type($0, depth: depth + 1, imported: imported) })
        } else {
            type = item.typeName.flatMap { self.type($0, depth: depth + 1, imported: imported) } ?? .any
        }
        if let tests = item.allowedValues, tests != [.any] { type = .constrained(type, tests, wholeList: false) }
        if item.isCollection { type = .list(type) }
        if let tests = item.typeConstraint, tests != [.any] { type = .constrained(type, tests, wholeList: true) }
        return type
    }
}

struct ItemDefinition: Sendable {
    struct Function: Sendable {
        let parameters: [String?]
        let result: String?
    }

    let typeName: String?
    let isCollection: Bool
    /// Tests of each value.
    let allowedValues: [UnaryTest]?
    /// Tests of the whole value, a collection included (DMN 1.5).
    let typeConstraint: [UnaryTest]?
    let components: [String: ItemDefinition]
    let function: Function?
}

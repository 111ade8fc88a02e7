/// The names that an expression sees, innermost first.
public final class Scope: Sendable {
    let parent: Scope?
    private let bindings: [String: Value]

    public init(_ bindings: [String: Value] = [:], parent: Scope? = nil) {
        self.bindings = bindings
        self.parent = parent
    }

    public func value(of name: String) -> Value? {
        var scope: Scope? = self
        while let current = scope {
            if let value = current.bindings[name] { return value }
            scope = current.parent
        }
        return nil
    }

    /// This scope with one more name in front.
    public func binding(_ name: String, to value: Value) -> Scope { Scope([name: value], parent: self) }

    /// All names that are bound, for suggestions.
    var names: Set<String> {
        var names: Set<String> = []
        var scope: Scope? = self
        while let current = scope {
            names.formUnion(current.bindings.keys)
            scope = current.parent
        }
        return names
    }
}

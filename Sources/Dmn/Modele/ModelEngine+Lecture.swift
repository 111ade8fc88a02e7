import Feel
import Foundation

extension ModelEngine {
    /// A model with those of the others that it imports, directly or not, each read once: imports may form a circle.
    init(_ main: XMLTree, among others: [XMLTree], environment: Environment) throws(ModelError) {
        var reached = [main]
        var next = 0
        while next < reached.count {
            for item in reached[next].children(named: "import") {
                guard let namespace = item["namespace"], !reached.contains(where: { $0["namespace"] == namespace }),
                    let other = others.first(where: { $0["namespace"] == namespace })
                else { continue }
                reached.append(other)
            }
            next += 1
        }
        let names = reached.reduce(into: Set<String>()) { $0.formUnion(Model.names($1)) }
        var models: [Model] = []
        for tree in reached { models.append(try Model(tree, importing: names)) }
        self.init(models[0], imported: Array(models.dropFirst()), environment: environment)
    }

    /// Reads a model from the bytes of its file and those of the models it may import.
    public init(xml: Data, others: [Data] = [], environment: Environment = .system) throws(ModelError) {
        var trees: [XMLTree] = []
        for other in others { trees.append(try XMLTree.read(other)) }
        try self.init(XMLTree.read(xml), among: trees, environment: environment)
    }
}

import Valeurs
import Yams

/// What a file of a bundle may cost, whoever wrote it. Every limit of the reading is here; docs/guide/limites.md tells them to the people who
/// write the files.
enum LimitesLecture {
    /// Bytes of one file: twenty times the longest règlement that ships.
    static let octets = 1_048_576
    /// Lists and mappings inside one another.
    static let niveaux = 32
    /// Values of one file, those that `*nom` repeats included.
    static let valeurs = 100_000
    /// Uses of another part of the file (`*nom`). Each may repeat those before it: so few cannot multiply a file by more than twenty.
    static let reprises = 8
    /// An example is a small promotion: as many élèves, UE and ECUE as a whole one would be judged a thousand times over.
    static let eleves = 200
    static let ues = 200
    static let ecues = 1_000
    /// Weeks, minutes, years: whatever is counted with an integer.
    static let entiers = -1_000_000...1_000_000

    /// Why a text is not composed; `nil` when it may be.
    static func refus(_ yaml: String) -> (message: String, code: String, ligne: Int, conseil: String?)? {
        guard yaml.utf8.count <= octets else {
            return (
                "le fichier dépasse \(octets / 1_048_576) Mio", "fichier-trop-grand", 1,
                "répartissez-le : des exemples dans plusieurs fichiers, un parent"
            )
        }
        let lignes = ReprisesYAML.lignes(yaml)
        guard lignes.count <= reprises else {
            return (
                "plus de \(reprises) reprises (*nom) d'une autre partie du fichier", "yaml-reprises", lignes[reprises],
                "répétez la valeur ; un texte qui commence par * s'écrit entre guillemets"
            )
        }
        return nil
    }

    /// Why a composed text is not read; `nil` when it may be.
    static func refus(_ node: Node) -> (message: String, code: String, mark: Mark?)? {
        var reste = valeurs
        return refus(node, niveau: 0, &reste)
    }

    static func tropImbrique(_ limit: Int) -> String { "trop d'imbrications : \(limit) niveaux au plus" }

    private static func refus(_ node: Node, niveau: Int, _ reste: inout Int) -> (message: String, code: String, mark: Mark?)? {
        reste -= 1
        if reste < 0 { return ("trop de valeurs : \(valeurs) au plus dans un fichier", "fichier-trop-grand", node.mark) }
        switch node {
        case .sequence(let sequence):
            if niveau >= niveaux { return (tropImbrique(niveaux), "yaml-imbrications", node.mark) }
            for item in sequence { if let refus = refus(item, niveau: niveau + 1, &reste) { return refus } }
        case .mapping(let mapping):
            if niveau >= niveaux { return (tropImbrique(niveaux), "yaml-imbrications", node.mark) }
            for (key, value) in mapping {
                if let refus = refus(key, niveau: niveau + 1, &reste) ?? refus(value, niveau: niveau + 1, &reste) { return refus }
            }
        case .scalar, .alias: break
        }
        return nil
    }
}

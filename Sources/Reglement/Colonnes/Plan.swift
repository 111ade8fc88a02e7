import Scolarite
import Valeurs

/// The operations that judge a block of élèves of the same shape, in order: what the rules compile to once lists are unrolled over
/// the maquette and parameters are known.
///
/// Numbers are integers over a denominator known when the plan is made, so that a bar is scaled once instead of dividing each mark;
/// statuses are codes of one byte. Each operation goes through a whole block in cache.
struct Plan: Sendable {
    /// Where the numbers of an operation come from.
    enum Source: Sendable, Hashable {
        /// Hundredths of the first-session marks of an épreuve.
        case epreuve(Int)
        case registre(Int)
    }

    enum Comparaison: Sendable, Hashable { case inferieur, inferieurOuEgal, egal }

    enum Operation: Sendable, Hashable {
        /// `nombre[dst] = base + Σ poids × source`
        case lineaire(dst: Int, base: Int32, [Terme])
        /// `masque[dst] = nombre[src] op seuil`
        case compare(dst: Int, Source, Comparaison, seuil: Int32)
        /// `masque[dst] = état de l'épreuve`
        case etat(dst: Int, epreuve: Int, Etat)
        case et(dst: Int, Int, Int)
        case ou(dst: Int, Int, Int)
        case non(dst: Int, Int)
        /// `nombre[dst] = base + Σ poids des masques vrais`
        case compte(dst: Int, base: Int32, [Terme])
        /// `code[dst] = masque ? a : b`
        case choix(dst: Int, masque: Int, Code, Code)
        /// `masque[dst] = code[src] == code`
        case codeEgal(dst: Int, src: Int, UInt8)
        /// `nombre[dst] = masque ? a : b`
        case nombreChoix(dst: Int, masque: Int, Nombre, Nombre)
        /// Élèves whom the plan cannot judge: no line of a table, or two exceptions that disagree.
        case ecarte(masque: Int)
    }

    struct Terme: Sendable, Hashable {
        let source: Source
        let poids: Int32
    }

    enum Code: Sendable, Hashable { case constante(UInt8), registre(Int) }
    enum Nombre: Sendable, Hashable { case constante(Int32), source(Source) }

    var operations: [Operation] = []
    var nombres = 0
    var masques = 0
    var codes = 0
    /// The word of each code.
    var mots: [String] = []
    var sorties: [Sortie] = []
    /// Épreuves that must hold a number, and those that must hold V or NV, for the plan to apply to an élève.
    var notees: [Int] = []
    var appreciees: [Int] = []
    var classements: [ClassementEnColonnes] = []

    /// What is kept of a block once judged.
    struct Sortie: Sendable {
        enum Valeur: Sendable {
            case code(Int)
            case codeConstant(UInt8)
            case nombre(Source, denominateur: Int64)
            case nombreConstant(Rational)
        }
        let objet: ObjetColonne
        let valeur: Valeur
    }

    struct ClassementEnColonnes: Sendable {
        let classement: Int
        let objet: Int
        /// `nil` when everyone is ranked.
        let parmi: Int?
        let cle: Source
        let decroissant: Bool
        let parts: [(code: UInt8, pourcent: Rational)]
    }
}

/// One column of a judgement: a result of an object of the maquette.
public struct ObjetColonne: Hashable, Sendable {
    public let niveau: Niveau
    /// Index in the maquette.
    public let index: Int
    /// `statut`, `rattrapage`, `moyenne`, `ects`, `note`, `grade`.
    public let nom: String

    public init(_ niveau: Niveau, _ index: Int, _ nom: String) {
        self.niveau = niveau
        self.index = index
        self.nom = nom
    }
}

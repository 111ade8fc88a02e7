import Foundation
import GRDB
import Valeurs

/// What stops the record from working: the base, its file, its disk, or an entry that no longer reads. Thrown; a refusal, which leaves
/// the record in order, is a ``Refus``.
///
/// Messages are in French, for the person at the keyboard: what was found, where, what to do. Never a name, a mark or an INE.
public enum PanneRegistre: Error, Hashable, Sendable {
    /// No file at this path.
    case absente(String)
    /// The file cannot be read.
    case lectureInterdite(String)
    /// The file or its disk can be read, not written.
    case lectureSeule(String)
    /// The file or its folder cannot be opened or made.
    case ouvertureImpossible(String)
    /// Another program holds the base and did not release it in time.
    case verrouillee(String)
    /// No room left; nothing of the write under way was kept.
    case disquePlein(String)
    /// The file is damaged, or cut short.
    case endommagee(String)
    /// The file is not a base.
    case pasUneBase(String)
    /// The base was made by a later version, which knows this migration.
    case tropRecente(migration: String)
    /// A migration that this base has applied is not the one that this version ships.
    case migrationModifiee(String)
    /// An entry of the journal, by sequence, that does not hold what its kind announces.
    case entreeIllisible(Int64, attendu: String)
    /// The clock given precedes the last entry by more than five minutes.
    case horlogeEnArriere(derniere: Instant, donnee: Instant)
    /// A backup whose bytes are not those that were saved.
    case sauvegardeAlteree(String)
    /// A file already stands where one was to be written.
    case fichierExistant(String)
    /// A text to be written holds a null character.
    case caractereNul
    /// Reading or writing failed, with the code of the engine.
    case moteur(code: Int32, chemin: String)

    /// Runs `body`, turning what the engine throws into one of these.
    static func translating<T>(path: String?, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw PanneRegistre(error, path: path ?? "en mémoire")
        }
    }

    private init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .verrouillee(path)
        case .SQLITE_FULL: self = .disquePlein(path)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .lectureSeule(path)
        case .SQLITE_CANTOPEN: self = .ouvertureImpossible(path)
        case .SQLITE_CORRUPT: self = .endommagee(path)
        case .SQLITE_NOTADB: self = .pasUneBase(path)
        case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHORT_READ: self = .endommagee(path)
        default: self = .moteur(code: error.extendedResultCode.rawValue, chemin: path)
        }
    }
}

extension PanneRegistre: CustomStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .absente(let path):
            "La base « \(path) » n'existe pas. Vérifiez le chemin, ou importez une promotion pour la créer."
        case .lectureInterdite(let path):
            "La base « \(path) » ne peut pas être lue. Vérifiez les droits sur ce fichier."
        case .lectureSeule(let path):
            "La base « \(path) » est en lecture seule : rien n'a été écrit. Vérifiez les droits sur le fichier, son dossier et le disque."
        case .ouvertureImpossible(let path):
            "La base « \(path) » ne peut pas être ouverte. Vérifiez que son dossier existe et que vous pouvez y écrire."
        case .verrouillee(let path):
            "La base « \(path) » est occupée par un autre programme : rien n'a été écrit. Attendez qu'il ait fini, puis recommencez."
        case .disquePlein(let path):
            "Le disque est plein : rien n'a été écrit dans « \(path) », ce qui y était est intact. Libérez de la place, puis recommencez."
        case .endommagee(let path):
            "La base « \(path) » est endommagée ou tronquée. Lancez « journal verifier » pour savoir où, puis restaurez la dernière sauvegarde."
        case .pasUneBase(let path):
            "« \(path) » n'est pas une base Quitus, ou son en-tête est abîmé. Vérifiez le chemin, ou restaurez la dernière sauvegarde."
        case .tropRecente(let migration):
            "Cette base a été faite par une version plus récente (étape « \(migration) »). Installez cette version pour l'ouvrir."
        case .migrationModifiee(let name):
            "L'étape « \(name) » du schéma de cette base n'est pas celle de cette version. Restaurez une sauvegarde ou installez la version d'origine."
        case .entreeIllisible(let sequence, let expected):
            "L'entrée \(sequence) du journal ne se lit pas (attendu : \(expected)). Lancez « journal verifier », puis restaurez la dernière sauvegarde."
        case .horlogeEnArriere(let last, let given):
            "L'instant donné (\(given.iso)) précède la dernière écriture (\(last.iso)). Vérifiez l'horloge de la machine."
        case .sauvegardeAlteree(let path):
            "La sauvegarde « \(path) » n'a plus les octets qui ont été enregistrés. Prenez-en une autre : rien n'a été restauré."
        case .fichierExistant(let path):
            "« \(path) » existe déjà : rien n'a été écrit. Choisissez un autre nom ou déplacez ce fichier."
        case .caractereNul:
            "Un texte à enregistrer contient un caractère nul (U+0000) : rien n'a été écrit. Corrigez le fichier d'origine."
        case .moteur(let code, let path):
            "La lecture ou l'écriture de « \(path) » a échoué (code \(code)). Vérifiez le disque, puis recommencez."
        }
    }

    public var errorDescription: String? { description }
}

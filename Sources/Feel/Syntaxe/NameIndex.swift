/// Something that knows the names an expression may use, so that those with spaces or symbols (`taux d'échec`, `a-b`) are read whole.
public protocol NameScope {
    /// Names as they are written, spaces between words counting as one whatever their number.
    var knownNames: [String] { get }
}

extension Set<String>: NameScope {
    public var knownNames: [String] { Array(self) }
}

extension Array<String>: NameScope {
    public var knownNames: [String] { self }
}

/// Known names indexed by first word. The longest one that stands at a place wins (DMN 1.5, 10.3.1.2).
///
/// Only names of several pieces need an entry: a single identifier is always read as a name, known or not.
struct NameIndex: Sendable {
    enum Piece: Hashable, Sendable {
        case word(String)
        case symbol(UInt8)
        case space
    }

    private var byFirstWord: [String: [[Piece]]] = [:]
    /// All names, for suggestions.
    private(set) var all: Set<String> = []

    init(_ names: some Sequence<String>) {
        for name in names { insert(name) }
    }

    mutating func insert(_ name: String) {
        guard all.insert(name).inserted else { return }
        guard let pieces = NameIndex.pieces(of: name), pieces.count > 1, case .word(let first) = pieces[0] else { return }
        var candidates = byFirstWord[first, default: []]
        let place = candidates.firstIndex { $0.count < pieces.count } ?? candidates.count
        candidates.insert(pieces, at: place)
        byFirstWord[first] = candidates
    }

    /// The names of several pieces that begin with this word, longest first.
    func candidates(beginningWith word: String) -> [[Piece]] { byFirstWord[word] ?? [] }

    /// `nil` when the text cannot be a FEEL name.
    static func pieces(of name: String) -> [Piece]? {
        var scanner = Scanner(name)
        var pieces: [Piece] = []
        while true {
            let before = scanner.position
            scanner.skipWhitespace()
            let spaced = scanner.position > before
            guard let scalar = scanner.scalar() else { break }
            if spaced, !pieces.isEmpty { pieces.append(.space) }
            if pieces.isEmpty ? Scanner.isNameStart(scalar) : Scanner.isNamePart(scalar) {
                pieces.append(.word(scanner.word()))
            } else if !pieces.isEmpty, Scanner.isNameSymbol(scanner.byte) {
                pieces.append(.symbol(scanner.byte))
                scanner.position += 1
            } else {
                return nil
            }
        }
        return pieces.isEmpty ? nil : pieces
    }

    static func text(of pieces: [Piece]) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .word(let word): text += word
            case .symbol(let byte): text.unicodeScalars.append(Unicode.Scalar(byte))
            case .space: text += " "
            }
        }
        return text
    }
}

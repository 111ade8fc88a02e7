/// A character class: `[a-z-[aeiou]]`, `\p{Lu}`, `\i`…
struct ScalarSet: Sendable {
    indirect enum Item: Sendable {
        case range(Unicode.Scalar, Unicode.Scalar)
        /// A general category by its one or two letters.
        case category(String)
        case block(ClosedRange<UInt32>)
        case digit, space, word, nameStart, namePart
        case not(Item)
    }

    let items: [Item]
    let negated: Bool
    let subtracted: Subtraction?

    /// A class in a class: a box, since a value cannot hold another of its type.
    final class Subtraction: Sendable {
        let set: ScalarSet
        init(_ set: ScalarSet) { self.set = set }
    }

    /// Without regard to case a scalar belongs when one of its cases does, and a negated class excludes all cases of what it lists.
    func contains(_ scalar: Unicode.Scalar, ignoringCase: Bool) -> Bool {
        var listed = items.contains { ScalarSet.contains($0, scalar) }
        if !listed, ignoringCase {
            listed = ScalarSet.variants(of: scalar).contains { variant in items.contains { ScalarSet.contains($0, variant) } }
        }
        guard listed != negated else { return false }
        return !(subtracted?.set.contains(scalar, ignoringCase: ignoringCase) ?? false)
    }

    private static func contains(_ item: Item, _ scalar: Unicode.Scalar) -> Bool {
        switch item {
        case .range(let low, let high): return low <= scalar && scalar <= high
        case .category(let code): return categoryCode(scalar).hasPrefix(code)
        case .block(let range): return range.contains(scalar.value)
        case .digit: return scalar.properties.generalCategory == .decimalNumber
        case .space: return scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
        case .word:
            let code = categoryCode(scalar).utf8.first
            return code != UInt8(ascii: "P") && code != UInt8(ascii: "Z") && code != UInt8(ascii: "C")
        case .nameStart: return isNameStart(scalar)
        case .namePart: return isNameStart(scalar) || isNamePartOnly(scalar)
        case .not(let item): return !contains(item, scalar)
        }
    }

    /// The start of an XML name, colon included (XML 1.0, fifth edition).
    private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
            0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
            true
        default: false
        }
    }

    private static func isNamePartOnly(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: false
        }
    }

    // MARK: Letter case

    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar { single(scalar.properties.lowercaseMapping) ?? scalar }

    private static func variants(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let properties = scalar.properties
        return [properties.lowercaseMapping, properties.uppercaseMapping, properties.titlecaseMapping].compactMap(single)
    }

    private static func single(_ text: String) -> Unicode.Scalar? {
        text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
    }

    private static func categoryCode(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }

    static let categories: Set<String> = [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S",
        "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Co", "Cn",
    ]
}

extension PatternCompiler {
    /// What follows a backslash, in a class or out of it; `nil` for an escape that does not exist.
    mutating func classEscape() -> ScalarSet.Item? {
        guard let scalar = next else { return nil }
        position += 1
        switch scalar {
        case "n": return .range("\n", "\n")
        case "r": return .range("\r", "\r")
        case "t": return .range("\t", "\t")
        case "\\", "|", ".", "-", "^", "?", "*", "+", "{", "}", "(", ")", "[", "]", "$": return .range(scalar, scalar)
        case "d": return .digit
        case "D": return .not(.digit)
        case "s": return .space
        case "S": return .not(.space)
        case "w": return .word
        case "W": return .not(.word)
        case "i": return .nameStart
        case "I": return .not(.nameStart)
        case "c": return .namePart
        case "C": return .not(.namePart)
        case "p": return property()
        case "P": return property().map { .not($0) }
        default: return nil
        }
    }

    private mutating func property() -> ScalarSet.Item? {
        guard accept("{") else { return nil }
        var name = String.UnicodeScalarView()
        while let scalar = next, scalar != "}" {
            name.append(scalar)
            position += 1
        }
        guard accept("}") else { return nil }
        let text = String(name)
        if ScalarSet.categories.contains(text) { return .category(text) }
        guard text.hasPrefix("Is") else { return nil }
        return ScalarSet.blocks[String(text.dropFirst(2))].map { .block($0) }
    }

    /// After `[`: ranges, escapes and, last, a class taken away.
    mutating func characterClass(depth: Int) -> ScalarSet? {
        guard depth < 50 else { return nil }
        let negated = accept("^")
        var items: [ScalarSet.Item] = []
        while let scalar = next {
            if scalar == "]" {
                guard !items.isEmpty else { return nil }
                position += 1
                return ScalarSet(items: items, negated: negated, subtracted: nil)
            }
            if scalar == "-", !items.isEmpty, position + 1 < source.count, source[position + 1] == "[" {
                position += 2
                guard let inner = characterClass(depth: depth + 1), accept("]") else { return nil }
                return ScalarSet(items: items, negated: negated, subtracted: ScalarSet.Subtraction(inner))
            }
            if scalar == "[" { return nil }
            guard let low = classScalar() else { return nil }
            guard case .range(let start, _) = low, next == "-", position + 1 < source.count, source[position + 1] != "]",
                source[position + 1] != "["
            else {
                items.append(low)
                continue
            }
            position += 1
            guard case .range(let end, _)? = classScalar(), start <= end else { return nil }
            items.append(.range(start, end))
        }
        return nil
    }

    private mutating func classScalar() -> ScalarSet.Item? {
        guard let scalar = next else { return nil }
        position += 1
        if scalar == "\\" { return classEscape() }
        return .range(scalar, scalar)
    }
}

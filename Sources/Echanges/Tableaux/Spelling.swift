/// Words that were nearly written right.
enum Spelling {
    private static let accents: [Character: Character] = [
        "à": "a", "â": "a", "ä": "a", "ç": "c", "é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i", "ï": "i", "ô": "o", "ö": "o", "ù": "u", "û": "u",
        "ü": "u",
    ]

    /// The word in ASCII `snake_case`, as identifiers of the contract are written.
    static func plain(_ word: String) -> String {
        String(word.lowercased().map { accents[$0] ?? ($0 == " " || $0 == "-" ? "_" : $0) })
    }

    /// The known word nearest to one that is not known: at most a third of its letters may differ, and one always may.
    static func closest(to word: String, among words: [String]) -> String? {
        let target = Array(plain(word).utf8.prefix(64))
        guard !target.isEmpty else { return nil }
        var best: (distance: Int, word: String)?
        for candidate in words {
            let letters = Array(plain(candidate).utf8)
            let found = distance(target, letters)
            guard found <= max(1, letters.count / 3), found < max(letters.count, target.count) else { continue }
            if let current = best, current.distance <= found { continue }
            best = (found, candidate)
        }
        return best?.word
    }

    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var previous = Array(0...b.count)
        for i in 0..<a.count {
            var current = [i + 1]
            for j in 0..<b.count { current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))) }
            previous = current
        }
        return previous[b.count]
    }
}

/// ISO 3166-1 country codes, and `XK` for Kosovo.
enum Pays {
    static let codes = Set(
        """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL
        CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU
        GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC
        MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT
        PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA
        UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}

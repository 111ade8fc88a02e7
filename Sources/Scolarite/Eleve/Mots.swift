/// The words that the files of an élève may hold (contract, sections 1 and 5): what reads those files, the examples of a règlement and its
/// expressions all know the same.
public enum MotsDuDossier {
    /// `parcours.csv`, `decision`.
    public static let parcours = [
        "passage", "passage_avec_dette", "redoublement", "redoublement_sante", "cesure", "conge", "mobilite", "exclusion", "validation_cursus",
        "attestation_de_suivi", "amenagement",
    ]
    /// Those of them that say how a year ended: it has only one.
    public static let issues: Set<String> = ["passage", "passage_avec_dette", "redoublement", "redoublement_sante", "exclusion"]
    /// `sejours.csv`, `type`.
    public static let sejours = ["etudes", "stage", "mission", "cesure", "scolarite_anterieure", "emploi", "substitution"]
    /// `stages.csv`, `type`.
    public static let stages = [
        "1A", "2A", "3A", "4A", "5A", "initiation", "application", "fin_etudes", "contrat_professionnalisation", "mission",
    ]
    /// `stages.csv`, `lieu`.
    public static let lieux = ["entreprise", "laboratoire", "hopital"]
    /// Levels of the CEFR, the lowest first.
    public static let niveauxDeLangue = ["A1", "A2", "B1", "B2", "C1", "C2"]
    /// `certifications.csv`, `test`: the tests whose language is known.
    public static let tests = ["TOEIC", "TOEFL_IBT", "TOEFL", "IELTS", "DELF", "DALF", "TCF", "INTERNE"]
    /// The highest score that each test gives.
    public static let scoresMaximaux = ["TOEIC": 990, "TOEFL_IBT": 120, "IELTS": 9]

    /// The name of a test as règlements write it: `toefl ibt` is `TOEFL_IBT`. A test that is not known keeps its own spelling.
    public static func test(_ ecrit: String) -> String {
        let name = String(ecrit.uppercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
        return tests.contains(name) ? name : ecrit
    }

    /// `procedures.csv`: the states of the procedures that the contract names. Other procedures have the words of their règlement.
    public static let etats: [String: [String]] = [
        "discipline": [
            "en_cours", "close", "clos", "terminee", "sans_suite", "classee", "relaxe", "relaxee", "avertissement", "blame", "sanction",
            "sanctionnee", "annulation", "exclusion", "exclusion_temporaire", "exclusion_definitive",
        ], "grand_oral": ["inscription", "passe", "valide", "non_valide"],
        "habilitation": ["obtenue", "equivalence"], "explication_absence": ["deposee"], "inscription": ["faite"],
    ]
    /// `procedures.csv`, `procedure`: those that the contract names.
    public static let procedures = etats.keys.sorted() + ["avertissement", "demission"]
    /// Statuses of an UE of an earlier year.
    public static let statutsPasses = ["validee", "non_validee", "dispensee", "acquise", "en_attente"]
}

/// Codes of the periods of a cursus: `S5`, or `A1` where it is organised by years.
public enum Periode {
    /// Whether a code is that of a period.
    public static func isValid(_ code: String) -> Bool { number(code) != nil }

    /// 5 for `S5`; `nil` for anything that is not a period.
    public static func number(_ code: String) -> Int? {
        guard let first = code.first, ordre.contains(first), code.utf8.count <= 3, let number = Int(code.dropFirst()), number > 0,
            code.dropFirst().utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return number
    }

    /// Semesters, trimesters, years: `S5`, `T1`, `A1`.
    private static let ordre: [Character] = ["S", "T", "A"]

    /// Semesters by number, then trimesters, then years: lines of a file come in any order, a cursus does not.
    public static func precedes(_ a: String, _ b: String) -> Bool { (rank(a), number(a) ?? 0, a) < (rank(b), number(b) ?? 0, b) }

    private static func rank(_ code: String) -> Int { code.first.flatMap(ordre.firstIndex) ?? ordre.count }
}

/// An academic year, `2026-2027`: two years that follow one another.
public enum AcademicYear {
    /// Whether a text is written so.
    public static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 4 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let first = Int(parts[0]), let second = Int(parts[1])
        else { return false }
        return second == first + 1
    }
}

/// ISO 3166-1 country codes, and `XK` for Kosovo.
public enum Pays {
    /// In capitals, `FR`.
    public static let codes = Set(
        """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL
        CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU
        GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC
        MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT
        PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA
        UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}

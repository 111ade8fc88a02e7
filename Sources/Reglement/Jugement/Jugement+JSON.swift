import Valeurs

/// Writes JSON text: what a contract prints, without a library between.
package struct EcritureJSON {
    package var texte: String { String(decoding: octets, as: UTF8.self) }
    /// The text in UTF-8: a judged promotion is tens of megabytes, and appending to a string costs several times as much.
    private var octets: [UInt8] = []
    private var first = [true]
    private let espaces: Bool

    /// - Parameter espaces: true to indent, for people who read it.
    package init(espaces: Bool = true) { self.espaces = espaces }

    private mutating func separate() {
        if first[first.count - 1] { first[first.count - 1] = false } else { octets.append(UInt8(ascii: ",")) }
        if espaces, first.count > 1 { startLine() }
    }

    private mutating func startLine() {
        octets.append(UInt8(ascii: "\n"))
        octets.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * (first.count - 1)))
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { octets.append(contentsOf: $0) }
    }

    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { octets.append(contentsOf: $0) }
    }

    private mutating func key(_ nom: String?) {
        separate()
        guard let nom else { return }
        quote(nom)
        if espaces { append(": " as StaticString) } else { append(":" as StaticString) }
    }

    package mutating func objet(_ nom: String? = nil, _ body: (inout EcritureJSON) -> Void) { block(nom, "{", "}", body) }
    package mutating func liste(_ nom: String? = nil, _ body: (inout EcritureJSON) -> Void) { block(nom, "[", "]", body) }

    private mutating func block(_ nom: String?, _ open: StaticString, _ close: StaticString, _ body: (inout EcritureJSON) -> Void) {
        key(nom)
        append(open)
        first.append(true)
        body(&self)
        let empty = first.removeLast()
        if espaces, !empty { startLine() }
        append(close)
    }

    package mutating func champ(_ nom: String?, _ valeur: String?) {
        key(nom)
        if let valeur { quote(valeur) } else { append("null" as StaticString) }
    }

    package mutating func champ(_ nom: String?, _ valeur: Int?) {
        key(nom)
        append(valeur.map { String($0) } ?? "null")
    }

    package mutating func champ(_ nom: String?, _ valeur: Bool) {
        key(nom)
        append(valeur ? "true" : "false" as String)
    }

    private mutating func quote(_ text: String) {
        octets.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            // What must be escaped is ASCII: every byte of another character goes through as it is.
            var start = 0
            for (place, byte) in bytes.enumerated() where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                octets.append(contentsOf: bytes[start..<place])
                start = place + 1
                escape(byte)
            }
            octets.append(contentsOf: bytes[start...])
        }
        octets.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"" as StaticString)
        case UInt8(ascii: "\\"): append("\\\\" as StaticString)
        case UInt8(ascii: "\n"): append("\\n" as StaticString)
        case UInt8(ascii: "\r"): append("\\r" as StaticString)
        case UInt8(ascii: "\t"): append("\\t" as StaticString)
        default:
            let digits = String(byte, radix: 16)
            append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
        }
    }
}

extension Jugement {
    /// The JSON of `quitus deliberer --format json` (contract, section 3).
    public func json() -> String {
        var ecriture = EcritureJSON()
        ecriture.objet { racine in
            racine.objet("reglement") {
                $0.champ("id", reglement.id)
                if let surcouche = reglement.surcouche { $0.champ("surcouche", surcouche) }
                $0.champ("empreinte", reglement.empreinte)
            }
            racine.champ("date", date.iso)
            racine.champ("session", session)
            racine.champ("periode", periode)
            racine.liste("eleves") { liste in for eleve in eleves { liste.objet { eleve.write(&$0) } } }
        }
        return ecriture.texte + "\n"
    }
}

extension Jugement.Situe {
    /// The JSON of one élève, on one line: what the record keeps of a frozen proposal.
    public func json() -> String {
        var ecriture = EcritureJSON(espaces: false)
        ecriture.objet { write(&$0) }
        return ecriture.texte
    }

    func write(_ j: inout EcritureJSON) {
        j.champ("eleve", eleve)
        j.champ("reglement", reglement)
        if let surcouche { j.champ("surcouche", surcouche) }
        j.liste("ecues") { for ecue in ecues { $0.objet { ecue.write(&$0) } } }
        j.liste("ues") { for ue in ues { $0.objet { ue.write(&$0) } } }
        j.liste("semestres") { for semestre in semestres { $0.objet { semestre.write(&$0) } } }
        j.objet("annee") { annee.write(&$0) }
        j.liste("conditions") {
            for condition in conditions {
                $0.objet {
                    $0.champ("condition", condition.condition)
                    $0.champ("statut", condition.statut)
                    condition.motifs.write(&$0)
                    condition.decision?.write(&$0)
                }
            }
        }
        j.objet("diplome") {
            $0.champ("statut", diplome.statut)
            $0.champ("titre", diplome.titre)
            $0.champ("echeance", diplome.echeance?.iso)
            if let mention = diplome.mention { $0.champ("mention", mention) }
            diplome.motifs.write(&$0)
            diplome.decision?.write(&$0)
        }
        j.champ("gpa", gpa?.decimal)
        if !gpaMotifs.isEmpty { gpaMotifs.write(&j, nom: "gpa_motifs") }
        j.liste("alertes") {
            for alerte in alertes {
                $0.objet {
                    $0.champ("code", alerte.code)
                    if let objet = alerte.objet { $0.champ("objet", objet) }
                    alerte.motifs.write(&$0)
                }
            }
        }
    }
}

extension [Motif] {
    func write(_ j: inout EcritureJSON, nom: String = "motifs") {
        j.liste(nom) {
            for motif in self {
                $0.objet {
                    $0.champ("regle", motif.regle)
                    $0.champ("article", motif.article)
                    $0.champ("phrase", motif.phrase)
                    $0.objet("valeurs") { for valeur in motif.valeurs { $0.champ(valeur.nom, valeur.valeur) } }
                    if let lecture = motif.lecture {
                        $0.champ("lecture", lecture)
                        $0.champ("lecture_adoptee", motif.lectureAdoptee)
                    }
                }
            }
        }
    }
}

extension Jugement.Nombre {
    fileprivate func write(_ j: inout EcritureJSON, nom: String) {
        j.champ(nom, decimal)
        j.champ("exact", exact.fraction)
    }
}

extension Jugement.Decidee {
    fileprivate func write(_ j: inout EcritureJSON) {
        j.objet("decision") {
            $0.champ("jury", jury)
            $0.champ("date", date?.iso)
            $0.champ("decision", decision)
            $0.champ("motif", motif)
        }
    }
}

extension Jugement.ECUEJugee {
    fileprivate func write(_ j: inout EcritureJSON) {
        j.champ("ecue", ecue)
        if let note { note.write(&j, nom: "note") } else { j.champ("note", String?.none) }
        j.champ("statut", statut)
        j.champ("rattrapage", rattrapage)
        if let rang { j.champ("rang", rang) }
        motifs.write(&j)
        decision?.write(&j)
    }
}

extension Jugement.UEJugee {
    fileprivate func write(_ j: inout EcritureJSON) {
        j.champ("ue", ue)
        if let moyenne { moyenne.write(&j, nom: "moyenne") } else { j.champ("moyenne", String?.none) }
        j.champ("statut", statut)
        j.champ("ects", ects.exact.isInteger ? ects.exact.fraction : ects.decimal)
        j.champ("grade", grade)
        if let rang { j.champ("rang", rang) }
        motifs.write(&j)
        decision?.write(&j)
    }
}

extension Jugement.SemestreJuge {
    fileprivate func write(_ j: inout EcritureJSON) {
        j.champ("semestre", semestre)
        j.champ("statut", statut)
        j.champ("ects", ects.exact.isInteger ? ects.exact.fraction : ects.decimal)
        if let moyenne { moyenne.write(&j, nom: "moyenne") } else { j.champ("moyenne", String?.none) }
        j.champ("rang", rang)
        motifs.write(&j)
        decision?.write(&j)
    }
}

extension Jugement.AnneeJugee {
    fileprivate func write(_ j: inout EcritureJSON) {
        j.champ("niveau", niveau)
        j.champ("proposition", proposition)
        if let moyenne { moyenne.write(&j, nom: "moyenne") }
        if let rang { j.champ("rang", rang) }
        if let mention { j.champ("mention", mention) }
        j.liste("options") { for option in options where option.ouverte { $0.champ(nil, option.nom) } }
        j.liste("options_fermees") {
            for option in options where !option.ouverte {
                $0.objet {
                    $0.champ("option", option.nom)
                    option.motifs.write(&$0)
                }
            }
        }
        (motifs + options.filter(\.ouverte).flatMap(\.motifs)).write(&j)
        decision?.write(&j)
    }
}

import Scolarite
import Valeurs

extension ExtraitPegase.Marque {
    /// What is said of a mark, brought exactly to `scale`; `nil` when nothing is.
    func saisie(_ scale: MarkScale) -> Result<Saisie?, Fault> {
        if let absence {
            switch absence {
            case "JUSTIFIEE": return .success(Saisie(etat: .abj, hundredths: 0))
            case "INJUSTIFIEE": return .success(Saisie(etat: .abi, hundredths: 0))
            default: return .failure(.pegaseType("absence", "JUSTIFIEE ou INJUSTIFIEE"))
            }
        }
        if isAcquis { return .success(Saisie(etat: .acq, hundredths: 0)) }
        guard let note else {
            guard !scale.acceptsNumber, let valide = resultat.flatMap(CodeResultat.valide) else { return .success(nil) }
            return .success(Saisie(etat: valide ? .v : .nv, hundredths: 0))
        }
        guard let plain = SheetNumber.plain(note), let value = Rational(decimal: plain) else { return .failure(.notAMark(closest: nil)) }
        let top = scale.plein
        guard let from = bareme.map({ Rational(decimal: $0) }) ?? top, from > .zero else { return .failure(.bareme()) }
        let brought = value * top / from
        guard !brought.isOverflow else { return .failure(.markOutsideScale(top: scale.top)) }
        return scale.read(brought, orElse: from == top ? .tooManyDecimals() : .conversionInexacte()).map { $0 }
    }
}

extension Promotion {
    /// This promotion with what answers of Pégase bring: a file, or a folder of `.json` files.
    ///
    /// Identities fill what is missing in the fiches; choices say who takes which UE; marks go to the ECUE that bear the code of the object (or list it in the column
    /// `pegase` of `maquette.csv`). Maquettes are not taken: the promotion has its own. An apprenant who is not in the promotion is an error.
    public func important(pegase path: String) -> PromotionReading { important(pegase: ExtraitPegase.lire(path)) }

    /// The same for one file held in memory, that diagnostics call `name`.
    public func important(pegase bytes: [UInt8], nomme name: String) -> PromotionReading {
        var extract = ExtraitPegase()
        extract.read(bytes, named: name)
        return important(pegase: extract)
    }

    func important(pegase answers: ExtraitPegase) -> PromotionReading {
        var extract = answers
        let editor = MarkEditor(self)
        var told: Set<String> = []
        for chemin in extract.chemins {
            let findings = extract.findings(chemin.file)
            guard let rank = editor.eleve(id: chemin.apprenant) else {
                if told.insert(chemin.file).inserted { findings.error(.pegaseApprenantInconnu()) }
                continue
            }
            guard let ecue = maquette.ecue(nomme: chemin.code, par: "pegase") else { continue }
            let known = editor.epreuveCodes(of: ecue).filter { !$0.isEmpty }
            // Contrôles are épreuves where the maquette has them; otherwise the mark of the object itself is that of the ECUE.
            for marque in chemin.marques where known.isEmpty == marque.epreuve.isEmpty {
                switch editor.target(ecue: ecue, epreuve: marque.epreuve, session: marque.session) {
                case .failure(let fault): findings.error(line: marque.line, column: marque.column, fault)
                case .success(let target):
                    let column = editor.column(target)
                    switch marque.saisie(column.scale) {
                    case .failure(let fault): findings.error(line: marque.line, column: marque.column, fault)
                    case .success(nil): break
                    case .success(let saisie?):
                        if !column.set(rank, saisie) { findings.error(line: marque.line, column: marque.column, .dejaDonnee()) }
                    }
                }
            }
        }
        let known = Set(maquette.ecues.map(\.code) + maquette.ues.map(\.code) + maquette.semestres)
        for code in Set(extract.chemins.map(\.code)).subtracting(known).sorted() where maquette.ecue(nomme: code, par: "pegase") == nil {
            extract.findings.last?.warning(.elementInconnu(code))
        }
        var promotion = editor.promotion()
        for eleve in extract.eleves {
            guard let rank = editor.eleve(id: eleve.id) else {
                extract.findings.first?.error(.eleveHorsPromotion())
                continue
            }
            if promotion.eleves[rank].completer(nom: eleve.nom, prenom: eleve.prenom, naissance: eleve.naissance) {
                extract.findings.first?.warning(.ficheDifferente())
            }
            if promotion.eleves[rank].ine.isEmpty { promotion.eleves[rank].ine = eleve.ine }
        }
        if !extract.choix.isEmpty { extract.inscrire(&promotion) }
        return extract.hasErrors ? .refused(extract.diagnostics) : .read(promotion, warnings: extract.diagnostics)
    }
}

extension Brouillon {
    /// A folder made from answers of Pégase: a file, or a folder of `.json` files.
    public static func pegase(_ path: String) -> Lecture { pegase(ExtraitPegase.lire(path)) }

    static func pegase(_ answers: ExtraitPegase) -> Lecture {
        var extract = answers
        var draft = Brouillon()
        draft.entete["annee"] = extract.annee
        draft.entete["promotion"] = extract.formation.flatMap { $0.isEmpty ? nil : $0 }
        draft.eleves = extract.eleves
        draft.maquette = extract.objets.map {
            ECUE(
                semestre: $0.semestre, ue: $0.ue, ueIntitule: $0.ueIntitule, ects: $0.ects, code: $0.code, intitule: $0.intitule,
                coefficient: $0.coefficient, nature: "cours")
        }
        let ecues = Set(draft.maquette.map(\.code))
        let eleves = Set(draft.eleves.map(\.id))
        let scale = MarkScale(ecue: Scolarite.ECUE(code: "", intitule: "", ue: 0, coefficient: .one, nature: .cours), epreuve: nil)
        // An object has épreuves for everyone as soon as one contrôle has a mark.
        let withControls = Set(
            extract.chemins.filter { $0.marques.contains { !$0.epreuve.isEmpty && ($0.note != nil || $0.absence != nil) } }.map(\.code))
        var told: Set<String> = []
        for chemin in extract.chemins where ecues.contains(chemin.code) {
            let findings = extract.findings(chemin.file)
            guard eleves.contains(chemin.apprenant) else {
                if told.insert(chemin.file).inserted { findings.error(.pegaseApprenantInconnu()) }
                continue
            }
            for marque in chemin.marques where withControls.contains(chemin.code) != marque.epreuve.isEmpty {
                switch marque.saisie(scale) {
                case .failure(let fault): findings.error(line: marque.line, column: marque.column, fault)
                case .success(let saisie):
                    guard let saisie else { continue }
                    draft.notes.append(
                        Note(
                            eleve: chemin.apprenant, ecue: chemin.code, epreuve: marque.epreuve, coefficient: marque.coefficient,
                            session: marque.session,
                            saisie: saisie))
                }
            }
        }
        if !extract.choix.isEmpty { extract.inscrire(&draft) }
        return extract.hasErrors ? .refuse(extract.diagnostics) : .lu(draft, avertissements: extract.diagnostics)
    }
}

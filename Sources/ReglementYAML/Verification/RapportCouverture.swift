import Reglement
import Valeurs

/// What carries each article and each provision of a text: what `quitus couverture` shows (contract, section 2).
public struct RapportCouverture: Sendable {
    public struct ArticlePorte: Sendable {
        public let article: String
        public let titre: String
        public let regles: [String]
        public let exemples: [String]
        /// Person of the school who has read the article against its rules; empty while nobody has.
        public let reluPar: String
    }

    public enum Statut: String, Sendable { case portee, enAttente = "en_attente", sansObjet = "sans_objet" }

    public struct Provision: Sendable {
        public let id: String
        public let statut: Statut
        public let par: [String]
        public let exemples: [String]
        public let raison: String?
    }

    public let bundle: String
    public let articles: [ArticlePorte]
    public let provisions: [Provision]
    public let remplacements: [Declaration.Remplacement]

    public init(_ lu: ReglementLu) {
        bundle = lu.surcouche ?? lu.declaration.id.valeur
        remplacements = lu.declaration.remplacements
        var byProvision: [String: [String]] = [:]
        var byArticle: [String: [String]] = [:]
        for exemple in lu.exemples {
            let reference = "\(exemple.fichier)#\(exemple.id.valeur)"
            for provision in exemple.provisions { byProvision[provision.valeur, default: []].append(reference) }
            if let article = exemple.article { byArticle[article.valeur, default: []].append(reference) }
        }
        let rules = RapportCouverture.rules(lu)
        articles = lu.declaration.articles.map { article in
            .init(
                article: article.article.valeur, titre: article.titre, regles: rules[article.article.valeur] ?? [],
                exemples: byArticle[article.article.valeur] ?? [], reluPar: article.reluPar)
        }
        let known = Controles.references(lu)
        provisions = lu.provisions.map { declared in
            let carriers = declared.par.map(\.valeur).filter { known.contains($0) || $0.hasPrefix("mecanisme:") }
            let statut: Statut = !carriers.isEmpty ? .portee : declared.sansObjet != nil ? .sansObjet : .enAttente
            let raison =
                statut == .portee
                ? declared.raison : declared.sansObjet ?? [declared.attend, declared.raison].compactMap { $0 }.joined(separator: " : ")
            return .init(id: declared.id.valeur, statut: statut, par: carriers, exemples: byProvision[declared.id.valeur] ?? [], raison: raison)
        }
    }

    /// What cites each article: rules, parameters, conditions, codes, alerts, instances.
    private static func rules(_ lu: ReglementLu) -> [String: [String]] {
        let declaration = lu.declaration
        var found: [String: [String]] = [:]
        func cite(_ article: Texte?, _ what: String) {
            guard let article else { return }
            let cited =
                declaration.articles.contains { $0.article.valeur == article.valeur }
                ? [article.valeur] : article.valeur.split(separator: ",").map { String($0.drop { $0 == " " }) }
            for one in cited where !(found[one] ?? []).contains(what) { found[one, default: []].append(what) }
        }
        func rule(_ regle: Declaration.Regle) { cite(regle.article, "regle:\(regle.id.valeur)") }
        for code in declaration.codes { cite(code.article, "code:\(code.code.valeur)") }
        for parametre in declaration.parametres { cite(parametre.article, "parametre:\(parametre.nom.valeur)") }
        for fait in declaration.faits { cite(fait.article, "fait:\(fait.niveau.valeur).\(fait.nom.valeur)") }
        cite(declaration.sessions?.article, "regle:sessions")
        for resultat in declaration.resultats {
            resultat.sauf.forEach { rule($0.regle) }
            switch resultat.forme {
            case .cumul(_, let conditions, _): conditions.forEach { rule($0.regle) }
            case .table(_, let lignes): lignes.forEach { rule($0.regle) }
            case .formule, .moyenne: rule(resultat.regle)
            }
        }
        for proposition in declaration.propositions {
            rule(proposition.regle)
            for option in proposition.options { for ligne in option.lignes { cite(ligne.article, "regle:\(proposition.regle.id.valeur)") } }
        }
        for condition in declaration.conditions { cite(condition.regle.article, "condition:\(condition.nom.valeur)") }
        for alerte in declaration.alertes { cite(alerte.regle.article, "alerte:\(alerte.code.valeur)") }
        for classement in declaration.classements { cite(classement.regle.article, "classement:\(classement.cle)") }
        if let diplome = declaration.diplome {
            rule(diplome.regle)
            diplome.acquisSi.forEach { rule($0.regle) }
        }
        if let gpa = declaration.gpa { rule(gpa.regle) }
        for instance in lu.instances { instance.articles.forEach { cite($0, "instance:\(instance.id.valeur)") } }
        return found
    }

    public func json() -> String {
        var ecriture = EcritureJSON()
        ecriture.objet { racine in
            racine.champ("bundle", bundle)
            racine.liste("articles") {
                for article in articles {
                    $0.objet {
                        $0.champ("article", article.article)
                        $0.champ("titre", article.titre)
                        $0.liste("regles") { for regle in article.regles { $0.champ(nil, regle) } }
                        $0.liste("exemples") { for exemple in article.exemples { $0.champ(nil, exemple) } }
                        $0.champ("relu_par", article.reluPar.isEmpty ? nil : article.reluPar)
                    }
                }
            }
            racine.liste("provisions") {
                for provision in provisions {
                    $0.objet {
                        $0.champ("id", provision.id)
                        $0.champ("statut", provision.statut.rawValue)
                        $0.liste("par") { for reference in provision.par { $0.champ(nil, reference) } }
                        $0.liste("exemples") { for exemple in provision.exemples { $0.champ(nil, exemple) } }
                        $0.champ("raison", provision.raison)
                    }
                }
            }
            racine.liste("remplacements") {
                for remplacement in remplacements {
                    $0.objet {
                        $0.champ("objet", remplacement.objet)
                        $0.champ("article_parent", remplacement.articleParent)
                        $0.champ("article", remplacement.article)
                    }
                }
            }
        }
        return ecriture.texte + "\n"
    }
}

extension Verification {
    /// The JSON of `quitus verifier --format json`.
    public func json() -> String {
        var ecriture = EcritureJSON()
        ecriture.objet { racine in
            racine.champ("bundle", reglement)
            racine.champ("reussit", reussit)
            racine.liste("diagnostics") {
                for diagnostic in diagnostics {
                    $0.objet {
                        $0.champ("gravite", diagnostic.gravite.rawValue)
                        $0.champ("fichier", diagnostic.fichier)
                        $0.champ("ligne", diagnostic.ligne)
                        $0.champ("colonne", diagnostic.colonne)
                        $0.champ("code", diagnostic.code)
                        $0.champ("message", diagnostic.message)
                        $0.champ("conseil", diagnostic.conseil)
                    }
                }
            }
            racine.liste("exemples") {
                for exemple in exemples {
                    $0.objet {
                        $0.champ("exemple", exemple.exemple)
                        $0.champ("fichier", exemple.fichier)
                        $0.champ("reussit", exemple.ecarts.isEmpty)
                        $0.liste("ecarts") {
                            for ecart in exemple.ecarts {
                                $0.objet {
                                    $0.champ("objet", ecart.objet)
                                    $0.champ("champ", ecart.champ)
                                    $0.champ("attendu", ecart.attendu)
                                    $0.champ("obtenu", ecart.obtenu)
                                }
                            }
                        }
                    }
                }
            }
        }
        return ecriture.texte + "\n"
    }
}

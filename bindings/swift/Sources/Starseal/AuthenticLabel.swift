internal import StarsealGenerated

/// The claims of an authentic label, and what its numbers mean in the scheme's dictionary. Only a ``Verifier`` makes
/// one, as part of a ``Verdict``.
///
/// The claims are what an issuer sealed. They do not prove that the sticker belongs on the product on which it was
/// found: compare ``model``, ``gtins`` and ``serial`` with the product.
public struct AuthenticLabel: Sendable, Hashable {
    /// The registration number, an opaque text.
    public let productID: String
    /// The level, 1 to 255; JC-STAR has 1 to 4 stars.
    public let level: UInt8
    /// The name of the level.
    public let levelNames: Names
    /// Who states that the product meets the level.
    public let assessment: Assessment
    /// The first day on which the label counts.
    public let issuedOn: CalendarDate
    /// The last day on which the label counts, as printed. ``Verdict/lastDay`` includes extensions.
    public let expiresOn: CalendarDate
    /// The position in the issuer's status list.
    public let statusIndex: UInt32
    /// The criteria, as a number in the scheme's dictionary.
    public let criteria: UInt16?
    /// The criteria as documents cite them, such as `JST-CR-01-01-2024R1`.
    public let criteriaCitation: String?
    /// The product category, as a number in the scheme's dictionary.
    public let category: UInt16?
    /// The name of the category.
    public let categoryNames: Names?
    /// The company that applied for the label.
    public let holder: String?
    /// The model number printed on the product, for a person to compare.
    public let model: String?
    /// The numbers under the bar codes on the box, each in the shortest of 8, 12, 13 and 14 digits; none to four.
    public let gtins: [String]
    /// The body that evaluated the product, as a number in the scheme's dictionary.
    public let evaluator: UInt16?
    /// The name of the evaluator.
    public let evaluatorNames: Names?
    /// The serial number of one unit.
    public let serial: String?
    /// The number of claims of a later version, which were ignored.
    public let unknownClaims: Int
    /// The name of the issuer, who sealed the label.
    public let issuerNames: Names
    /// The name of the authority, who runs the scheme.
    public let authorityNames: Names
    /// The authority's ID, 64 hexadecimal digits.
    public let authorityID: String
}

/// Who states that a product meets a level's criteria.
public enum Assessment: String, CaseIterable, Codable, Sendable {
    /// The vendor declares it; no one else checked.
    case selfDeclared = "self-declared"
    /// An independent body evaluated the product.
    case thirdParty = "third-party"
}

extension AuthenticLabel {
    init(_ raw: LabelContent) {
        self.init(
            productID: raw.productId,
            level: raw.level,
            levelNames: Names(raw.levelNames),
            assessment: Assessment(raw.assessment),
            issuedOn: CalendarDate(crossed: raw.issuedOn),
            expiresOn: CalendarDate(crossed: raw.expiresOn),
            statusIndex: raw.statusIndex,
            criteria: raw.criteria,
            criteriaCitation: raw.criteriaCitation,
            category: raw.category,
            categoryNames: raw.categoryNames.map(Names.init),
            holder: raw.holder,
            model: raw.model,
            gtins: raw.gtins,
            evaluator: raw.evaluator,
            evaluatorNames: raw.evaluatorNames.map(Names.init),
            serial: raw.serial,
            unknownClaims: Int(raw.unknownClaims),
            issuerNames: Names(raw.issuerNames),
            authorityNames: Names(raw.authorityNames),
            authorityID: raw.authorityId
        )
    }
}

extension Assessment {
    init(_ raw: StarsealGenerated.Assessment) {
        switch raw {
        case .selfDeclared: self = .selfDeclared
        case .thirdParty: self = .thirdParty
        }
    }

    var raw: StarsealGenerated.Assessment {
        switch self {
        case .selfDeclared: .selfDeclared
        case .thirdParty: .thirdParty
        }
    }
}

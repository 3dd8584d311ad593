using System.Globalization;
using R4 = Hl7.Fhir.Model;

namespace CaregiverSignal.Fhir;

/// <summary>
/// Who a caregiver is, for whom they care, and what they allowed. The caregiver is the patient: the answers and scores
/// are about them.
/// </summary>
/// <param name="site">The public address of the installation, which names its numbering.</param>
/// <param name="withNames">False leaves out all that says who somebody is, but for the code of the support
/// point.</param>
internal sealed class FhirPerson(string site, string supportPoint, bool withNames)
{
    public R4.Patient PatientOf(Caregiver caregiver, PersonDetails details)
    {
        var patient = new R4.Patient
        {
            Id = FhirNames.Text(caregiver.Id),
            Meta = new R4.Meta { Tag = [new R4.Coding(FhirNames.Status, caregiver.Status.Code())] },
            Identifier = [Identified(FhirNames.Person, caregiver.Person)],
            Active = caregiver.Status != CaregiverStatus.Ended,
            BirthDate = details.Born is { } born
                ? born.ToString(withNames && !details.BornInYear ? "yyyy-MM-dd" : "yyyy", CultureInfo.InvariantCulture)
                : null,
            Communication =
            [
                new() { Language = FhirNames.Concept(FhirNames.LanguageTags, details.Language), Preferred = true },
            ],
        };
        patient.Identifier[0].Period = new R4.Period { Start = FhirNames.Text(caregiver.EnrolledOn) };
        if (withNames)
            Name(patient, details);
        return patient;
    }

    private static void Name(R4.Patient patient, PersonDetails details)
    {
        if ((details.FirstName ?? details.LastName) is not null)
            patient.Name.Add(
                new R4.HumanName { Given = details.FirstName is { } first ? [first] : [], Family = details.LastName }
            );
        if (details.Email is { } email)
            patient.Telecom.Add(new R4.ContactPoint(R4.ContactPoint.ContactPointSystem.Email, use: null, email));
        // A contact point has no room for what has to be known before calling, and a call could do harm.
        if (details is { Phone: { } phone, SafeToCall: null })
            patient.Telecom.Add(new R4.ContactPoint(R4.ContactPoint.ContactPointSystem.Phone, use: null, phone));
        if ((details.PostalAddress ?? details.Municipality) is not null)
            patient.Address.Add(new R4.Address { Text = details.PostalAddress, City = details.Municipality });
    }

    /// <summary>Who is cared for: nothing is known of them but what they are to the caregiver.</summary>
    public R4.RelatedPerson CaredFor(CareFacts careFacts)
    {
        var related = new R4.RelatedPerson
        {
            Id = FhirNames.Text(careFacts.Id),
            Patient = FhirNames.PatientOf(careFacts.CaregiverId),
            Identifier = careFacts.Situation is { } situation ? [Identified(FhirNames.Situation, situation)] : [],
            Relationship = [FhirNames.Concept(FhirNames.Part, "cared-for", "Person cared for")],
        };
        if (RoleOf(careFacts.Relation) is { } role)
            related.Relationship.Add(FhirNames.Concept(FhirNames.RoleCode, role.Code, role.Display));
        return related;
    }

    /// <summary>
    /// What the person cared for is to the caregiver, the other way round than a <see cref="Relation"/>: of a child who
    /// cares, a parent. From HL7's v3-RoleCode, which the value set of RelatedPerson.relationship is made of.
    /// </summary>
    private static (string Code, string Display)? RoleOf(Relation? relation) =>
        relation switch
        {
            Relation.Partner => ("SIGOTHR", "significant other"),
            Relation.Child => ("PRN", "parent"),
            Relation.Parent => ("CHILD", "child"),
            Relation.Sibling => ("SIB", "sibling"),
            Relation.Friend => ("FRND", "unrelated friend"),
            Relation.Neighbour => ("NBOR", "neighbor"),
            _ => null,
        };

    public R4.Consent ConsentOf(Consent consent, DateOnly today)
    {
        var last = consent.WithdrawnOn ?? consent.UntilOn;
        return new R4.Consent
        {
            Id = FhirNames.Text(consent.Id),
            Status = consent.HoldsOn(today) ? R4.Consent.ConsentState.Active : R4.Consent.ConsentState.Inactive,
            Scope = FhirNames.Concept(FhirNames.ConsentScope, "patient-privacy", "Privacy Consent"),
            Category = [FhirNames.Concept(FhirNames.ActCode, "IDSCL", "information disclosure")],
            Patient = FhirNames.PatientOf(consent.CaregiverId),
            DateTime = FhirNames.Text(consent.GivenOn),
            Performer = [FhirNames.PatientOf(consent.CaregiverId)],
            Organization = [new R4.ResourceReference { Display = supportPoint }],
            PolicyRule = FhirNames.Concept(FhirNames.ActCode, "OPTIN", "opt-in"),
            Provision = new R4.Consent.provisionComponent
            {
                Type = R4.Consent.ConsentProvisionType.Permit,
                Period = new R4.Period
                {
                    Start = FhirNames.Text(consent.GivenOn),
                    End = last is { } day ? FhirNames.Text(day) : null,
                },
                Actor =
                [
                    new()
                    {
                        Role = new R4.CodeableConcept
                        {
                            Coding =
                            [
                                new(FhirNames.ParticipationType, "IRCP", "information recipient"),
                                new(FhirNames.ConsentRecipient, consent.Recipient.Code()),
                            ],
                        },
                        Reference = RecipientOf(consent),
                    },
                ],
                Code = [FhirNames.Concept(FhirNames.ConsentData, consent.Data.Code())],
            },
        };
    }

    private R4.ResourceReference RecipientOf(Consent consent) =>
        consent.Recipient switch
        {
            ConsentRecipient.SupportPoint => new() { Display = supportPoint },
            ConsentRecipient.FellowCaregiver => new()
            {
                Type = "Patient",
                Identifier = Identified(FhirNames.Person, consent.Name),
            },
            _ => new() { Display = withNames ? consent.Name : consent.Recipient.Code() },
        };

    private R4.Identifier Identified(string numbering, string value) => new(site + numbering, value);
}

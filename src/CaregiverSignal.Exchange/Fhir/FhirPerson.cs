using System.Globalization;
using CaregiverSignal.People;
using R4 = Hl7.Fhir.Model;

namespace CaregiverSignal.Fhir;

/// <summary>A caregiver, whom they care for, and what they consented to. The caregiver is a patient, since the answers
/// and scores are about them, and also a related person of the patient cared for.</summary>
/// <param name="site">The public address of the installation, which names its numbering.</param>
/// <param name="withNames">False leaves out everything identifying except the carers' centre's code.</param>
internal sealed class FhirPerson(string site, string supportPoint, bool withNames)
{
    /// <param name="cares">All the care they give about which anything is known.</param>
    public R4.Patient PatientOf(Caregiver caregiver, PersonDetails details, IEnumerable<CareFacts> cares)
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
            Link =
            [
                .. cares.Select(care => new R4.Patient.LinkComponent
                {
                    Other = new R4.ResourceReference($"RelatedPerson/{FhirNames.Text(care.Id)}"),
                    Type = R4.Patient.LinkType.Seealso,
                }),
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
        // A contact point has no room for what to know before calling, and a call could do harm.
        if (details is { Phone: { } phone, SafeToCall: null })
            patient.Telecom.Add(new R4.ContactPoint(R4.ContactPoint.ContactPointSystem.Phone, use: null, phone));
        if ((details.PostalAddress ?? details.Municipality) is not null)
            patient.Address.Add(new R4.Address { Text = details.PostalAddress, City = details.Municipality });
    }

    /// <summary>The person cared for, once for all their caregivers.</summary>
    public R4.Patient CaredFor(string id, CareFacts care) =>
        new()
        {
            Id = id,
            Meta = new R4.Meta { Tag = [new R4.Coding(FhirNames.Part, FhirNames.CaredFor)] },
            Identifier = care.Situation is { } situation ? [Identified(FhirNames.Situation, situation)] : [],
            BirthDate = care.BornIn?.ToString(CultureInfo.InvariantCulture),
            Deceased = care is { Ended: CareEnd.Death, EndedOn: { } day }
                ? new R4.FhirDateTime(FhirNames.Text(day))
                : null,
            Address =
                withNames && care is { Municipality: { } town, LivesTogether: not true }
                    ? [new R4.Address { City = town }]
                    : [],
        };

    /// <param name="patient">The id of <see cref="CaredFor"/>.</param>
    public R4.RelatedPerson RelatedOf(Caregiver caregiver, CareFacts careFacts, string patient)
    {
        var related = new R4.RelatedPerson
        {
            Id = FhirNames.Text(careFacts.Id),
            Patient = new R4.ResourceReference($"Patient/{patient}"),
            Identifier = [Identified(FhirNames.Person, caregiver.Person)],
            Active = careFacts.Ended is null,
            Relationship = [FhirNames.Concept(FhirNames.Part, "caregiver", "Caregiver")],
            Period = new R4.Period
            {
                Start = careFacts.CaringSince is { } since ? FhirNames.Text(since) : null,
                End = careFacts.EndedOn is { } end ? FhirNames.Text(end) : null,
            },
        };
        if (related.Period is { Start: null, End: null })
            related.Period = null;
        if (RoleOf(careFacts.Relation) is { } role)
            related.Relationship.Add(FhirNames.Concept(FhirNames.RoleCode, role.Code, role.Display));
        return related;
    }

    /// <summary>The caregiver's relation to the person cared for, from HL7's v3-RoleCode, the basis of the value set
    /// RelatedPerson.relationship.</summary>
    private static (string Code, string Display)? RoleOf(Relation? relation) =>
        relation switch
        {
            Relation.Partner => ("SIGOTHR", "significant other"),
            Relation.Child => ("CHILD", "child"),
            Relation.Parent => ("PRN", "parent"),
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

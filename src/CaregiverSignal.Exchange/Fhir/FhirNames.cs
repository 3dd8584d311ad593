using System.Globalization;
using System.Text.RegularExpressions;
using CaregiverSignal.Questionnaires;
using R4 = Hl7.Fhir.Model;

namespace CaregiverSignal.Fhir;

/// <summary>The identifiers in a FHIR folder: the program's are urns, alike in every installation.</summary>
internal static partial class FhirNames
{
    public const string Patients = "Patient.ndjson";
    public const string Responses = "QuestionnaireResponse.ndjson";

    private const string Ours = "urn:caregiversignal:";
    public const string Questionnaires = Ours + "questionnaire:";

    /// <summary>The day of a check-in, as a tag of its responses.</summary>
    public const string AskedOn = Ours + "asked-on";

    /// <summary>A caregiver's status, as a tag: FHIR knows only whether a record is active.</summary>
    public const string Status = Ours + "status";

    public const string Scale = Ours + "scale";
    public const string Band = Ours + "band";
    public const string Part = Ours + "part";

    /// <summary>The tag for a patient who is cared for and does not take part; their ids begin with it.</summary>
    public const string CaredFor = "cared-for";

    public const string ConsentData = Ours + "consent-data";
    public const string ConsentRecipient = Ours + "consent-recipient";

    private const string Hl7 = "http://terminology.hl7.org/CodeSystem/";
    public const string RoleCode = Hl7 + "v3-RoleCode";
    public const string ActCode = Hl7 + "v3-ActCode";
    public const string ParticipationType = Hl7 + "v3-ParticipationType";
    public const string ConsentScope = Hl7 + "consentscope";
    public const string ObservationCategory = Hl7 + "observation-category";
    public const string LanguageTags = "urn:ietf:bcp:47";

    /// <summary>The end of the name of an installation's numbering, after its public address.</summary>
    public const string Person = "/fhir/person";

    public const string Situation = "/fhir/situation";

    public static string UrlOf(Instrument instrument) => Questionnaires + instrument.Key;

    public static string CanonicalOf(string key, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{Questionnaires}{key}|{version}");

    /// <summary>The questionnaire, and its version if named; null for an address that is not ours.</summary>
    public static (string Key, string? Version)? Questionnaire(string? canonical) =>
        canonical is not null && OurCanonical().Match(canonical) is { Success: true, Groups: var parts }
            ? (parts["key"].Value, parts["version"] is { Success: true } version ? version.Value : null)
            : null;

    /// <summary>The answers to an item: items of one set share codes, which a later version may change.</summary>
    public static string AnswersOf(Instrument instrument, Item item) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Ours}answers:{instrument.Key}:{instrument.Version}:{item.Answers}"
        );

    /// <summary>Whether the answer is a number rather than one of a few: 0 to 10, and 0 to 100.</summary>
    public static bool IsNumber(Item item) =>
        item.Codes.Count > 10 && item.Highest - item.Lowest + 1 == item.Codes.Count;

    public static R4.ResourceReference PatientOf(long caregiverId) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Patient/{caregiverId}"));

    public static R4.CodeableConcept Concept(string system, string code, string? display = null) =>
        new() { Coding = [new R4.Coding(system, code, display)] };

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^urn:caregiversignal:questionnaire:(?<key>[^|]+)(\|(?<version>.+))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex OurCanonical();
}

using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Text;

/// <summary>What the other languages lack of the texts in Dutch.</summary>
public static partial class Translations
{
    /// <summary>The texts that caregivers read, as their file and key begin: a language may have these alone, and staff
    /// read another.</summary>
    internal static readonly IReadOnlyList<string> OfCaregivers =
    [
        "Charts.",
        "CheckIns.",
        "Enrolments.",
        "Invitations.",
        "Mail.Letters.",
        "Pages.ForCaregivers.",
        "Pages.ForCoordinators.AuditTrail.ReadersModel.Action.",
        "Pages.ForCoordinators.AuditTrail.ReadersModel.Target.",
        "Pages.ForCoordinators.AuditTrail.ReadersModel.Who.",
        "Pages.ForCoordinators.Case.CaseModel.Agreement.",
        "Pages.ForCoordinators.Case.CaseModel.ReportedBy.",
        "Pages.ForCoordinators.Consents.ConsentsModel.Data.",
        "Pages.ForCoordinators.Consents.ConsentsModel.How.",
        "Pages.ForCoordinators.Copy.",
        "Pages.ForCoordinators.Details.DetailsModel.Language.",
        "Pages.ForCoordinators.Entry.EntryModel.Record.",
        "Pages.ForCoordinators.Letters.OneLetterModel.",
        "Pages.ForCoordinators.Plans.",
        "Pages.ForCoordinators.SignalWords.Kind.",
        "Pages.ForEverybody.Concerns.",
        "Pages.ForEverybody.Privacy.",
        "Pages.Shared.",
        "People.EventWords",
        "Referrals.HelpWords",
        "Signals.Rules.Reasons",
        "Staff.Accounts.NewCoordinatorMail",
        "Text.Everywhere",
        "Trends.",
        "Web.",
    ];

    private static readonly Language[] inPart = [Language.Turkish, Language.Polish, Language.Arabic];

    /// <summary>Whether a language needs a text: English has all, the others those that caregivers read, and what one
    /// of them has, as of a file that is of staff for the rest.</summary>
    /// <remarks>"Je" has only what has "u" in it.</remarks>
    private static bool Needs(Language language, string name, string key, ResourceManager resources) =>
        language == Language.English
        || (
            inPart.Contains(language)
            && (
                inPart.Any(other => Read(resources, other).ContainsKey(key))
                || (
                    OfCaregivers.Any(caregiver => $"{name}.{key}".StartsWith(caregiver, StringComparison.Ordinal))
                    // What the ledger calls a mail, for staff.
                    && key is not ("Kind.Name" or "Kind.File")
                )
            )
        );

    /// <summary>Whether a text is that in Dutch, left as it was: the order of a day is often the same, and a word may
    /// be in English.</summary>
    public static bool IsDutch(Language language, string key, string text, string dutch) =>
        text == dutch
        && !key.StartsWith("Format.", StringComparison.Ordinal)
        && Word().Count(Place().Replace(text, "")) > (language == Language.English ? 1 : 0);

    /// <summary>A line for each text that a language lacks or fills in otherwise: the file, the key, and what is
    /// wrong.</summary>
    public static IEnumerable<string> FaultsOf(Language language, params IEnumerable<Assembly> assemblies) =>
        from assembly in assemblies
        from resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
        where resource.EndsWith(".resources", StringComparison.Ordinal)
        let full = resource[..^".resources".Length]
        from fault in FaultsOf(language, full["CaregiverSignal.".Length..], new ResourceManager(full, assembly))
        select fault;

    private static IEnumerable<string> FaultsOf(Language language, string name, ResourceManager resources)
    {
        var theirs = Read(resources, language);
        foreach (var (key, text) in Read(resources, Language.Dutch).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (!theirs.TryGetValue(key, out var translated))
            {
                if (Needs(language, name, key, resources))
                    yield return $"{name} {key} is missing";
            }
            else if (!Places(translated).SetEquals(Places(text)))
            {
                yield return $"{name} {key} has other places to fill in: {string.Join(' ', Places(text))}";
            }
            else if (IsDutch(language, key, translated, text))
            {
                yield return $"{name} {key} is still in Dutch";
            }
        }
    }

    private static Dictionary<string, string> Read(ResourceManager resources, Language language)
    {
        var culture = language == Language.Dutch ? CultureInfo.InvariantCulture : Languages.OfTexts(language);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false) is { } set)
        {
            foreach (System.Collections.DictionaryEntry entry in set)
                found[(string)entry.Key] = (string)entry.Value!;
        }

        return found;
    }

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(place => place.Value)];

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Word();
}

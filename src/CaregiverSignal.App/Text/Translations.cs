using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;

namespace CaregiverSignal.Text;

/// <summary>What the other languages lack of the texts in Dutch.</summary>
public static partial class Translations
{
    /// <summary>
    /// The texts that caregivers read, as they begin: a language may have these alone, and staff read another.
    /// </summary>
    private static readonly string[] caregivers =
    [
        "Answers.",
        "Charts.",
        "CheckIns.",
        "Desk.Letters.",
        "Desk.Plans.",
        "Enrolments.",
        "Export.CopyModel",
        "Feedback.",
        "Invitations.",
        "Mail.Letters.",
        "Networks.",
        "OwnPage.",
        "People.EventWords",
        "Privacy.",
        "Referrals.HelpWords",
        "Staff.Accounts.NewCoordinatorMail",
        "Text.Everywhere",
        "Tips.WorryModel",
        "Trends.",
        "Web.",
    ];

    public static bool IsForCaregivers(string name) =>
        caregivers.Any(one => name.StartsWith(one, StringComparison.Ordinal));

    /// <summary>Whether a language needs a text: English has all, the others those that caregivers read.</summary>
    /// <remarks>"Je" has only what has "u" in it.</remarks>
    private static bool Needs(Language language, string name, string key) =>
        language == Language.English
        || (
            language != Language.YoungDutch
            && IsForCaregivers(name)
            // What the ledger calls a mail, for staff.
            && key is not ("Kind.Name" or "Kind.File")
        );

    /// <summary>
    /// A line for each text that a language lacks or fills in otherwise: the file, the key, and what is wrong.
    /// </summary>
    public static IEnumerable<string> FaultsOf(Language language, params IEnumerable<Assembly> assemblies) =>
        from assembly in assemblies
        from resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)
        where resource.EndsWith(".resources", StringComparison.Ordinal)
        let full = resource[..^".resources".Length]
        from fault in FaultsOf(language, full["CaregiverSignal.".Length..], new ResourceManager(full, assembly))
        select fault;

    private static IEnumerable<string> FaultsOf(Language language, string name, ResourceManager resources)
    {
        var theirs = Read(resources, Languages.OfTexts(language));
        foreach (
            var (key, text) in Read(resources, CultureInfo.InvariantCulture)
                .OrderBy(one => one.Key, StringComparer.Ordinal)
        )
        {
            if (!theirs.TryGetValue(key, out var translated))
            {
                if (Needs(language, name, key))
                    yield return $"{name} {key} is missing";
            }
            else if (!Places(translated).SetEquals(Places(text)))
            {
                yield return $"{name} {key} has other places to fill in: {string.Join(' ', Places(text))}";
            }
        }
    }

    private static Dictionary<string, string> Read(ResourceManager resources, CultureInfo culture)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false) is { } set)
        {
            foreach (System.Collections.DictionaryEntry one in set)
                found[(string)one.Key] = (string)one.Value!;
        }

        return found;
    }

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(place => place.Value)];

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex Place();
}

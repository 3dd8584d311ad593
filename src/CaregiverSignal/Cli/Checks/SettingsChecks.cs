using System.Globalization;
using CaregiverSignal.Configuration;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Hosting;
using CaregiverSignal.Privacy;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Safety;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Web;
using Spectre.Console;

namespace CaregiverSignal.Cli.Checks;

/// <summary>What <c>check</c> looks at without a store: what the installation says of itself.</summary>
public static class SettingsChecks
{
    /// <summary>Whether the privacy page says what only the support point can say.</summary>
    public static CheckLine Privacy(PrivacySettings said) =>
        said.Missing.Count == 0
            ? new CheckLine("privacy", true, $"the page {PageRoutes.Privacy} says what the law asks")
            : new CheckLine(
                "privacy",
                true,
                $"the page {PageRoutes.Privacy} asks people to call, as these are empty at {PageSettings.Home}: {string.Join(", ", said.Missing)}",
                Warns: true
            );

    /// <summary>Whether staff find whom to call when somebody is not safe.</summary>
    public static CheckLine Safety(SafetySettings said) =>
        said.Missing.Count == 0
            ? new CheckLine("safety", true, "the card on the case page has all numbers")
            : new CheckLine(
                "safety",
                true,
                $"the card on the case page says that these are not known, as they are empty at {PageSettings.Home}: {string.Join(", ", said.Missing)}",
                Warns: true
            );

    /// <summary>Whether people may enrol themselves, and whether they reach the address on the card.</summary>
    public static CheckLine Enrolment(Settings settings)
    {
        var page = settings.Site.BaseUrl + EnrolmentEndpoints.Home;
        if (!settings.IsEnrolmentOpen)
            return new CheckLine(
                "enrolment",
                true,
                $"closed: the page {EnrolmentEndpoints.Home} gives the phone number"
            );
        return new CheckLine(
            "enrolment",
            true,
            new Uri(settings.Site.BaseUrl).IsLoopback
                ? $"open at {page}, which only this machine reaches: set Site:BaseUrl before you print a card"
                : $"open at {page}; cards to print at {settings.Site.BaseUrl}{EnrolmentEndpoints.Card}"
        );
    }

    /// <summary>The version that findings get, and the limits that are not the shipped ones.</summary>
    public static CheckLine Rules(RuleSettings settings)
    {
        var rules = RuleSet.Of(settings);
        var limits = RuleSet
            .LimitsIn(rules.Limits)
            .Select(limit => string.Create(CultureInfo.InvariantCulture, $"{limit.Key} {limit.Value}"))
            .DefaultIfEmpty("all limits as shipped");
        return new CheckLine("rules", true, $"version {rules.Version}: {string.Join(", ", limits)}");
    }

    /// <summary>The questionnaires: one line when all is well; on request a line each.</summary>
    public static IEnumerable<CheckLine> Questionnaires(Installation installation, bool each)
    {
        var all = installation.Instruments.All;
        return each
            ? all.Select(Describe)
            :
            [
                new CheckLine(
                    "questionnaire",
                    true,
                    $"{all.Count} in order, {all.Count(one => one.CanBeAsked)} with words, {installation.Plan.Instruments.Count} in the plan; --all shows each"
                ),
            ];
    }

    /// <summary>One questionnaire in columns: version, words, numbers, licence.</summary>
    private static CheckLine Describe(Instrument instrument)
    {
        var words = instrument.CanBeAsked
            ? $"{instrument.Wording.StateName} words {instrument.Wording.Version}"
            : "no words yet";
        List<string> numbers = instrument.Supply is { } supply ? ["numbers " + supply.Set] : [];
        if (instrument.Unsupplied is [var only])
            numbers.Add("wants " + only.Key);
        else if (instrument.Unsupplied.Count > 1)
            numbers.Add($"wants {instrument.Unsupplied.Count} scales");
        var name = $"{instrument.Key} version {instrument.Version}";
        return new CheckLine(
            "questionnaire",
            true,
            $"{name, -21}  {words, -15}  {string.Join(", ", numbers), -14}  licence {Licence(instrument.Licence)}"
        );
    }

    /// <summary>The state of the licence and its first holder; the questionnaire's file has the rest.</summary>
    private static string Licence(Licence licence)
    {
        var state = licence.State.ToString().ToLowerInvariant();
        return licence.State == LicenceState.Ours
            ? state
            : $"{state}: {licence.Holder.Split([" / ", ";", ",", " ("], StringSplitOptions.None)[0]}";
    }

    /// <summary>The folder for the words and numbers that are missing.</summary>
    public static IEnumerable<CheckLine> Overlay(Installation installation)
    {
        var folder = Path.GetFullPath(installation.Settings.Questionnaires.Overlay);
        if (
            !Directory.Exists(folder)
            && !string.IsNullOrWhiteSpace(installation.Configuration["Questionnaires:Overlay"])
        )
        {
            yield return new CheckLine(
                "overlay",
                true,
                $"{folder} is not there (setting Questionnaires:Overlay); only shipped words and numbers are used",
                Warns: true
            );
            yield break;
        }
        var wants = installation.Instruments.All.Count(one => !one.CanBeAsked || one.Unsupplied.Count > 0);
        if (wants == 0)
            yield break;
        var wish = wants == 1 ? "1 questionnaire wants one" : $"{wants} questionnaires want some";
        yield return new CheckLine(
            "overlay",
            true,
            $"{folder}{(Directory.Exists(folder) ? "" : " (not there)")}: for KEY-vN.wording.json and KEY-vN.scales.json; {wish}"
        );
    }
}

using CaregiverSignal.Files;
using CaregiverSignal.Health;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Checks;

public static class InstallationChecks
{
    /// <param name="isKnown">Whether the settings from the pages could be read; otherwise nothing is said of
    /// them.</param>
    public static IEnumerable<CheckLine> Settings(Installation installation, CheckLine addresses, bool isKnown)
    {
        var settings = installation.Settings.Now;
        yield return CheckLine.Ok(
            "configuration",
            isKnown
                ? $"{settings.SupportPoint.Name}; links begin with {settings.Site.BaseUrl}; rules {RuleSet.Of(settings.Signals).Version}"
                : $"can be read; what {PageSettings.Home} says is in the store"
        );
        foreach (
            var warning in SettingWarning
                .Of(settings)
                .Where(warning =>
                    isKnown || installation.Settings.IsFixed(warning.Key) || !PageSettings.Has(warning.Key)
                )
        )
            yield return new CheckLine("settings", !warning.Stops, $"{warning.Key} {warning.Message}", Warns: true)
            {
                Setting = warning.Key,
            };
        yield return addresses;
        if (isKnown)
        {
            yield return Said("privacy", $"the page {PageRoutes.Privacy}", settings.Privacy.Missing);
            yield return Said("safety", "the card on the case page", settings.Safety.Missing);
        }

        var data = settings.Storage.Engine.Folder;
        yield return Guard(settings.GuardFile, Mount.Of(settings.GuardFile), Mount.Of(data));
        var open = new[] { data, Path.Combine(data, "keys") }.Where(OwnerOnly.IsOpenToOthers).ToList();
        if (open.Count > 0)
            yield return CheckLine.Warn(
                "folders",
                $"others on this machine can look into {string.Join(" and ", open)}; mend it with: chmod 700 {string.Join(' ', open)}"
            );
    }

    /// <summary>Where the files are that no copy of the database contains.</summary>
    /// <param name="store">The database's disk: if both are on one, they go together.</param>
    public static CheckLine Guard(string file, Mount? disk, Mount? store) =>
        disk is { IsPassing: true } && disk != store
            ? CheckLine.Warn(
                "guard",
                $"{file} is on {disk.Kind} ({disk.Folder}) and goes with it: mail is then held, and a backup brings erased people back. Name a folder that stays in Storage:GuardFolder"
            )
            : CheckLine.Ok("guard", $"{file} tells this store from its copies");

    private static CheckLine Said(string subject, string page, IReadOnlyList<string> missing) =>
        missing.Count == 0
            ? CheckLine.Ok(subject, $"{page} has all that you have to say")
            : CheckLine.Warn(
                subject,
                $"{page} lacks what only you can say, as these are empty at {PageSettings.Home}: {string.Join(", ", missing)}"
            );

    public static CheckLine Questionnaires(Installation installation)
    {
        var all = installation.Instruments.All;
        return CheckLine.Ok(
            "questionnaire",
            $"{all.Count} in order, {all.Count(instrument => instrument.CanBeAsked)} with words, {installation.Plan.Instruments.Count} in the plan"
        );
    }
}

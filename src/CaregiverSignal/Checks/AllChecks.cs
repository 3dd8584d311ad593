using CaregiverSignal.Health;

namespace CaregiverSignal.Checks;

/// <summary>All checks: the one list behind <c>check</c> and the button on the settings page.</summary>
public static class AllChecks
{
    /// <param name="database">Null if there is none yet.</param>
    /// <param name="probes">Those of the running service; null if none runs.</param>
    /// <param name="seen">What a terminal sees differently from a browser.</param>
    public static async Task<IEnumerable<CheckLine>> OfAsync(
        Installation installation,
        Database? database,
        Probes? probes,
        SeenFromHere seen,
        CancellationToken stop = default
    ) =>
        [
            .. InstallationChecks.Settings(
                installation,
                seen.Addresses,
                isKnown: database is not null || !installation.Settings.Storage.Engine.Exists
            ),
            InstallationChecks.Questionnaires(installation),
            seen.Store,
            seen.Mail,
            .. await MailChecks.ReturnedAsync(installation.Settings.Mail, stop),
            .. await OrganisationCheck.LinesAsync(installation.Settings.Now.Oidc, stop),
            .. database is null
                ? CheckLine.Of(Probes.Disk(installation.Settings.Storage.Engine.Folder))
                : await StoreChecks.AllAsync(installation, database, ServedPaths.All, probes, stop),
        ];
}

/// <param name="Addresses">Whether the pages can open, or are found at their address.</param>
/// <param name="Store">Whether the database can be opened, or works.</param>
/// <param name="Mail">Whether the relay accepts email, from one conversation or one email.</param>
public sealed record SeenFromHere(CheckLine Addresses, CheckLine Store, CheckLine Mail);

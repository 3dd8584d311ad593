using CaregiverSignal.Health;

namespace CaregiverSignal.Checks;

/// <summary>Everything that is looked at when somebody asks whether all works: the one list behind <c>check</c> and the
/// button at the page of settings.</summary>
public static class AllChecks
{
    /// <param name="database">Null where there is none yet.</param>
    /// <param name="probes">Those of the service that runs; null where none does.</param>
    /// <param name="seen">What is seen otherwise from a terminal than in a browser.</param>
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

/// <param name="Addresses">Whether the pages can open there, or are where their address leads.</param>
/// <param name="Store">Whether it can be opened, or works.</param>
/// <param name="Mail">Whether the relay takes mail: one conversation, or one mail.</param>
public sealed record SeenFromHere(CheckLine Addresses, CheckLine Store, CheckLine Mail);

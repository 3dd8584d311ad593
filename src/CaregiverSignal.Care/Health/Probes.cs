using System.Data.Common;
using System.Globalization;
using System.Text.Json.Serialization;
using CaregiverSignal.Configuration;
using CaregiverSignal.Files;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Inbound;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.RestoreGuard;

namespace CaregiverSignal.Health;

/// <param name="Check">Its name, which is also that of its words for administrators.</param>
/// <param name="Detail">What a stranger may know.</param>
public sealed record HealthCheck(string Check, bool Ok, string Detail)
{
    /// <summary>The same with steps, numbers and ages, for the operator; no personal data. If all is well, it says what
    /// may become wrong.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> More { get; init; } = [];

    [JsonIgnore]
    public IReadOnlyList<string> Words => More.Count > 0 ? More : [Detail];
}

/// <summary>Everything checked to know whether the program does its work: the one list behind <c>/health/ready</c>,
/// <c>check</c>, the settings page, the mail to administrators, the outside address, and the log.</summary>
public sealed class Probes(
    Installation installation,
    StoreProbe store,
    JobWatch watch,
    SendHold hold,
    Database database,
    SiteTime time
)
{
    public async Task<List<HealthCheck>> LookAsync(CancellationToken stop = default) =>
        [
            await AskedAsync("store", StoreAsync, stop),
            await AskedAsync("disk", () => Task.FromResult(Disk(database.Engine.Folder)), stop),
            await AskedAsync("clock", ClockAsync, stop),
            await AskedAsync("work", WorkAsync, stop),
            await AskedAsync("mail", MailAsync, stop),
            await AskedAsync("mail-held", MailHeldAsync, stop),
            await AskedAsync("alerts", AlertsAsync, stop),
            Files(),
        ];

    public static HealthCheck Disk(string folder)
    {
        var free = DiskSpace.FreeAt(folder);
        var isFull = free < DiskSpace.LeastFreeBytes;
        var numbers = FormattableString.Invariant(
            $"{free / 1024 / 1024:N0} MB free; {DiskSpace.LeastFreeBytes / 1024 / 1024} MB are needed"
        );
        return new HealthCheck("disk", !isFull, isFull ? "nearly full" : "has room") { More = isFull ? [numbers] : [] };
    }

    private async Task<HealthCheck> StoreAsync() =>
        await store.ProblemAsync() is var (what, why)
            ? new HealthCheck("store", false, what) { More = [why] }
            : new HealthCheck("store", true, "readable and writable");

    private async Task<HealthCheck> ClockAsync()
    {
        var last = await database.ReadAsync(SiteClockTable.Get);
        return last is { Simulated: false } && last.At > time.Now.AddMinutes(5)
            ? new HealthCheck("clock", false, "is behind the store")
            {
                More = [$"{Local(time.Now)}, which is before {Local(last.At)}, when this store last worked"],
            }
            : new HealthCheck("clock", true, $"{Local(time.Now)} in {time.Zone.Id}");
    }

    private async Task<HealthCheck> WorkAsync()
    {
        var state = await database.ReadAsync(watch.Read);
        return state.IsWell
            ? new HealthCheck("work", true, "what is due gets done") { More = state.AsideInWords }
            : new HealthCheck(
                "work",
                false,
                $"steps that stand still or are late: {state.StandingStill.Count()}, items aside for long: {state.AsideForLong.Count()}; see check"
            )
            {
                More = state.InWords(time),
            };
    }

    private async Task<HealthCheck> MailAsync()
    {
        var (relay, waiting) = await database.ReadAsync(async transaction =>
            (await SendHoldTable.Relay(transaction), await MailTable.CountOnTheirWay(transaction))
        );
        var settings = installation.Settings;
        if (relay.Relayed && !settings.Mail.IsSaid)
            return new HealthCheck("mail", false, "waits: no setting says how it goes; see check")
            {
                More =
                [
                    "mail of this store went by a relay, and no setting says how it goes now: are these all settings? Name the relay again, or Mail:Mode=folder where that is meant",
                ],
            };
        return relay.Stage is null
            ? new HealthCheck("mail", true, "the relay took the last mail, or none was tried yet")
            : new HealthCheck("mail", false, "the relay fails; see check")
            {
                More =
                [
                    $"the relay failed last at '{relay.Stage}', and {waiting} mails wait; see Post in the pages, and check --mail ADDRESS",
                ],
            };
    }

    private async Task<HealthCheck> MailHeldAsync() =>
        await hold.LookAsync() is { } why
            ? new HealthCheck("mail-held", false, $"{why.Held()}; see resume-mail")
            : new HealthCheck("mail-held", true, "no");

    private async Task<HealthCheck> AlertsAsync()
    {
        var late = await database.ReadAsync(transaction => ReturnTable.CountLate(transaction, time.Now));
        return late == 0
            ? new HealthCheck("alerts", true, "each was with the relay in time, and none came back")
            : new HealthCheck("alerts", false, "some are not with the relay in time, or came back; see check")
            {
                More = [$"alerts not with the relay in time, or that came back: {late}; see Post in the pages"],
            };
    }

    private HealthCheck Files() =>
        installation.Rejected.Count == 0
            ? new HealthCheck("files", true, "those of now hold")
            : new HealthCheck("files", false, "one cannot be read, and those of the last good start hold; see check")
            {
                More = [.. installation.Rejected.Select(fault => fault.ToString())],
            };

    /// <summary>Runs one probe; if it cannot be answered, the result is not ok.</summary>
    private static async Task<HealthCheck> AskedAsync(
        string check,
        Func<Task<HealthCheck>> look,
        CancellationToken stop = default
    )
    {
        try
        {
            return await look();
        }
        catch (Exception error) when (error is StorageException or DbException or UnreadableRowException)
        {
            return new HealthCheck(check, false, "not known: the store cannot be read") { More = [error.Message] };
        }
        catch (IOException error)
        {
            return new HealthCheck(check, false, $"not known: {error.GetType().Name}");
        }
    }

    private string Local(DateTimeOffset at) =>
        time.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

using System.Text;
using System.Text.Json;
using CaregiverSignal.Mail;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Pages;

/// <summary>Whether the program is alive, and whether it does its work; a line of JSON a check, without personal data.</summary>
public static class HealthEndpoints
{
    /// <summary>A round of a minute whose last conversation takes all the time that one may.</summary>
    private static readonly TimeSpan LongestBetweenRounds = TimeSpan.FromMinutes(20);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapPage("/health/live", () => Lines([new HealthCheck("process", true, "running")]));
        routes.MapPage("/health/ready", (StoreProbe store, Heartbeat heartbeat, MailLoop loop, SendMail send, Database database, FenceFile fence, SiteTime time) => Lines(
            [Store(store), Beats(heartbeat, time), Rounds(loop, time), .. Ledger(send, database, fence, time)]));
    }

    private static HealthCheck Store(StoreProbe store) => store.Problem() is { } problem
        ? new HealthCheck("store", false, problem)
        : new HealthCheck("store", true, "readable and writable");

    private static HealthCheck Beats(Heartbeat heartbeat, SiteTime time) => heartbeat.LastBeatAt switch
    {
        null => new HealthCheck("heartbeat", true, "none expected"),
        { } last when time.Now - last > Heartbeat.LongestBetween => new HealthCheck("heartbeat", false, $"last at {last:O}"),
        { } last => new HealthCheck("heartbeat", true, $"last at {last:O}"),
    };

    private static HealthCheck Rounds(MailLoop loop, SiteTime time) => loop.LastRoundAt switch
    {
        null => new HealthCheck("sending", true, "none expected"),
        { } last when time.Now - last > LongestBetweenRounds => new HealthCheck("sending", false, $"last good round ended at {last:O}"),
        { } last => new HealthCheck("sending", true, $"last good round ended at {last:O}"),
    };

    private static IEnumerable<HealthCheck> Ledger(SendMail send, Database database, FenceFile fence, SiteTime time)
    {
        try
        {
            return [Mail(send), Fence(database, fence, time), Alerts(database, time)];
        }
        catch (StorageException)
        {
            return [new HealthCheck("mail", false, "not known: the store cannot be read")];
        }
    }

    private static HealthCheck Alerts(Database database, SiteTime time) => database.Read(work => MailTable.CountLate(work, time.Now)) switch
    {
        0 => new HealthCheck("alerts", true, "each was with the relay in time, and none came back"),
        var late => new HealthCheck("alerts", false, $"not with the relay in time, or came back: {late}"),
    };

    private static HealthCheck Mail(SendMail send) => send.LastProblem is { } stage
        ? new HealthCheck("mail", false, $"the relay failed at {stage}")
        : new HealthCheck("mail", true, "the relay took the last mail, or none was tried yet");

    private static HealthCheck Fence(Database database, FenceFile fence, SiteTime time) => database.Read(work => RestoreFence.WhyClosed(work, time.Now)) is { } why
        ? new HealthCheck("mail-held", false, $"nothing is mailed: {why.InWords()}; see resume-mail")
        : new HealthCheck("mail-held", fence.Problem is null, fence.Problem is null ? "no" : "no, but what is sent cannot be written to Mail:FenceFile");

    private static IResult Lines(IReadOnlyList<HealthCheck> checks) => Results.Text(
        string.Concat(checks.Select(check => JsonSerializer.Serialize(check, JsonSerializerOptions.Web) + "\n")),
        "application/jsonl",
        Encoding.UTF8,
        checks.All(check => check.Ok) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}

public sealed record HealthCheck(string Check, bool Ok, string Detail);

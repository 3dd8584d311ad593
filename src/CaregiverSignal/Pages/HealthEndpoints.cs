using System.Text;
using System.Text.Json;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Pages;

/// <summary>Whether the program is alive, and whether it does its work; a line of JSON a check, without personal data.</summary>
public static class HealthEndpoints
{
    private static readonly TimeSpan LongestBetweenBeats = TimeSpan.FromMinutes(5);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapPage("/health/live", () => Lines([new HealthCheck("process", true, "running")]));
        routes.MapPage("/health/ready", (StoreProbe store, Heartbeat heartbeat, SendMail send, Database database, FenceFile fence, Settings settings, SiteTime time) => Lines(
            [Store(store), Beats(heartbeat, time), Mail(send), Fence(database, fence, time), Alerts(database, settings.Mail.AlertWithin, time)]));
    }

    private static HealthCheck Store(StoreProbe store) => store.Problem() is { } problem
        ? new HealthCheck("store", false, problem)
        : new HealthCheck("store", true, "readable and writable");

    private static HealthCheck Beats(Heartbeat heartbeat, SiteTime time) => heartbeat.LastBeatAt switch
    {
        null => new HealthCheck("heartbeat", true, "none expected"),
        { } last when time.Now - last > LongestBetweenBeats => new HealthCheck("heartbeat", false, $"last at {last:O}"),
        { } last => new HealthCheck("heartbeat", true, $"last at {last:O}"),
    };

    private static HealthCheck Mail(SendMail send) => send.LastProblem is { } stage
        ? new HealthCheck("mail", false, stage == "fuse" ? "held: the day's limit is reached" : $"the relay failed at {stage}")
        : new HealthCheck("mail", true, "the relay took the last mail, or none was tried yet");

    private static HealthCheck Fence(Database database, FenceFile fence, SiteTime time)
    {
        try
        {
            return database.Read(work => RestoreFence.WhyClosed(work, time.Now)) is { } why
                ? new HealthCheck("mail-held", false, $"nothing is mailed: {why.InWords()}; see resume-mail")
                : new HealthCheck("mail-held", fence.Problem is null, fence.Problem is null ? "no" : "no, but what is sent cannot be written to Mail:FenceFile");
        }
        catch (StorageException)
        {
            return new HealthCheck("mail-held", false, "not known: the store cannot be read");
        }
    }

    private static HealthCheck Alerts(Database database, TimeSpan within, SiteTime time)
    {
        try
        {
            var late = database.Read(work => LateAlertTable.Count(work, within, time.Now));
            return new HealthCheck("alerts", late == 0, late == 0 ? "none late" : $"{late} did not reach the relay in time; see mail, or /beheer/post");
        }
        catch (StorageException)
        {
            return new HealthCheck("alerts", false, "not known: the store cannot be read");
        }
    }

    private static IResult Lines(IReadOnlyList<HealthCheck> checks) => Results.Text(
        string.Concat(checks.Select(check => JsonSerializer.Serialize(check, JsonSerializerOptions.Web) + "\n")),
        "application/jsonl",
        Encoding.UTF8,
        checks.All(check => check.Ok) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}

public sealed record HealthCheck(string Check, bool Ok, string Detail);

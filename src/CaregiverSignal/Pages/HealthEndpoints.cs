using System.Text;
using System.Text.Json;
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
        routes.MapPage("/health/ready", (StoreProbe store, Heartbeat heartbeat, SendMail send, SiteTime time) => Lines(
            [Store(store), Beats(heartbeat, time), Mail(send)]));
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

    private static IResult Lines(IReadOnlyList<HealthCheck> checks) => Results.Text(
        string.Concat(checks.Select(check => JsonSerializer.Serialize(check, JsonSerializerOptions.Web) + "\n")),
        "application/jsonl",
        Encoding.UTF8,
        checks.All(check => check.Ok) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}

public sealed record HealthCheck(string Check, bool Ok, string Detail);

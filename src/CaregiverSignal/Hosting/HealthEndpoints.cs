using System.Text;
using System.Text.Json;
using CaregiverSignal.Web;

namespace CaregiverSignal.Hosting;

/// <summary>
/// The health routes: whether the program is alive, and whether it does its work; one line of JSON per check, without
/// personal data.
/// </summary>
public sealed class HealthEndpoints(Readiness readiness) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/health/live", () => Lines([new HealthCheck("process", true, "running")]));
        routes.MapPage("/health/ready", async () => Lines(await readiness.AskAsync()));
    }

    private static IResult Lines(IReadOnlyList<HealthCheck> checks) =>
        Results.Text(
            string.Concat(checks.Select(check => JsonSerializer.Serialize(check, JsonSerializerOptions.Web) + "\n")),
            "application/jsonl",
            Encoding.UTF8,
            checks.All(check => check.Ok) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
}

public sealed record HealthCheck(string Check, bool Ok, string Detail);

using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaregiverSignal.Health;

namespace CaregiverSignal.Hosting;

/// <summary>The health routes: whether the program lives and works, a JSON line per check; no personal data.</summary>
public sealed class HealthEndpoints(Readiness readiness) : IEndpoints
{
    public void AddTo(IEndpointRouteBuilder routes)
    {
        // Whoever waits for a start asks this first, so nothing is compiled to bind it.
        routes.MapPage("/health/live", (RequestDelegate)IsAlive);
        routes.MapPage("/health/ready", async () => Lines(await readiness.AskAsync()));
    }

    private static Task IsAlive(HttpContext context) =>
        Lines([new HealthCheck("process", true, "running")]).ExecuteAsync(context);

    private static IResult Lines(IReadOnlyList<HealthCheck> checks) =>
        Results.Text(
            string.Concat(
                checks.Select(check => JsonSerializer.Serialize(check, HealthJson.Default.HealthCheck) + "\n")
            ),
            "application/jsonl",
            Encoding.UTF8,
            checks.All(check => check.Ok) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HealthCheck))]
internal sealed partial class HealthJson : JsonSerializerContext;

namespace CaregiverSignal.Bench;

/// <summary>The plain program that the product is compared with: a bare endpoint that stores the same rows.</summary>
/// <remarks>
/// The same server, the same engine, the same durability, prepared statements, and nothing else: no session, no
/// antiforgery, no checks, no pages.
/// </remarks>
public static class Reference
{
    public static WebApplication Build(IPlainStore store, string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.Lifetime.ApplicationStopped.Register(store.Dispose);
        app.MapPost(
            "/page/{checkIn:long}",
            async (long checkIn, HttpContext context) =>
                await store.Write(new PlainPost(checkIn, await context.Request.ReadFormAsync()))
        );
        return app;
    }
}

/// <summary>Where the plain program stores a post; done when that is durable.</summary>
public interface IPlainStore : IDisposable
{
    /// <param name="number">The engine's type of a number.</param>
    /// <param name="numbered">How the engine numbers rows by itself.</param>
    public static string Schema(string number, string numbered) =>
        $"""
            create table session (id {number} primary key {numbered}, check_in_id {number} not null, key_hash text not null unique, started_at text not null);
            create table response (id {number} primary key {numbered}, check_in_id {number} not null, instrument text not null, started_at text not null, finished_at text, unique (check_in_id, instrument));
            create table answer (response_id {number} not null, item text not null, value {number}, saved_at text not null, primary key (response_id, item));
            create table check_in (id {number} primary key, answered_at text, own_words text, call_me text);
            """;

    public const string AddSession = "insert into session (check_in_id, key_hash, started_at) values (@a, @b, @c)";

    public const string AddResponse =
        "insert into response (check_in_id, instrument, started_at) values (@a, @b, @c) on conflict (check_in_id, instrument) do update set instrument = excluded.instrument returning id";

    public const string SaveAnswer =
        "insert into answer (response_id, item, value, saved_at) values (@a, @b, @c, @d) on conflict (response_id, item) do update set value = excluded.value";

    public const string AddCheckIn =
        "insert into check_in (id, answered_at, own_words, call_me) values (@a, @b, @c, @d) on conflict (id) do nothing";

    public const string Finish = "update response set finished_at = @b where check_in_id = @a";

    Task Write(PlainPost post);
}

public sealed record PlainPost(long CheckIn, IFormCollection Form)
{
    /// <summary>The answers, by questionnaire.</summary>
    public IEnumerable<IGrouping<string, string>> Answers =>
        Form.Keys.Where(key => key.Contains('.', StringComparison.Ordinal)).GroupBy(key => key.Split('.')[0]);
}

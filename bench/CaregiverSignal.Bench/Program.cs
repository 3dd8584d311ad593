using System.Globalization;
using CaregiverSignal.Bench;
using CaregiverSignal.Bench.SecondJudge;

const string Help = """
    Measures the program beside a plain one that does as much, in turns and in the same run, so that the ratio holds on
    any machine; says of each goal whether it is met, and ends with 1 where one is not.

      dotnet run -c Release --project bench/CaregiverSignal.Bench -- all [--quick] [--write docs/measured.md]
      dotnet run -c Release --project bench/CaregiverSignal.Bench -- NAME [--quick] [--store sqlite|postgres]
      dotnet run -c Release --project bench/CaregiverSignal.Bench -- judge [--help]

    NAME is one of: forms, import, replay, report, start, burst, writes, ways, first-command.
    --quick   sizes for trying, in a few minutes; all takes some twenty.
    --store   one store instead of both, where there are two; PostgreSQL is Debian's package postgresql.
    --write   keeps the table in a file, in place of the one that is there.

    import, replay, start and burst take the program as people run it: packaging/make-deb.sh makes artifacts/.

    ways counts methods, and names them with --list.

    judge measures no speed: it judges the signal rules by drawn lives.
    """;

switch (args)
{
    case ["serve", var kind, var folder, var connection, var url]:
        return await Serving.RunAsync(kind, new Place(folder, connection is "" ? null : connection), url);
    case ["empty", var url]:
        return await StartBench.ServeEmptyAsync(url);
    case ["ask", var url]:
        return await BurstBench.AskAsync(url);
    case ["way", var folder, .. var keys]:
        return await WaysBench.CountAsync(new Place(folder, null), keys);
    case ["plain-import", var folder, var store, var connection]:
        return PlainImport.Run(folder, new Place(store, connection is "" ? null : connection));
    case ["judge", ..]:
        return JudgeVerb.Run(args[1..]);
}

var size = new Size(args.Contains("--quick"));
PostgresServer?[] stores =
[
    .. Given("--store") is "postgres" ? Array.Empty<PostgresServer?>() : [null],
    .. Given("--store") is "sqlite" || args is ["replay" or "start" or "ways" or "first-command", ..] ? [] : Server(),
];
Func<Task<IReadOnlyList<Result>>>[] forms = On(FormsBench.RunAsync),
    imports = On(ImportBench.RunAsync),
    reports = On(ReportBench.Run),
    bursts = On(BurstBench.RunAsync),
    writes = On(WritesBench.RunAsync);
Func<Task<IReadOnlyList<Result>>>[] chosen = args is [var name, ..]
    ? name switch
    {
        "all" =>
        [
            .. forms,
            .. imports,
            () => ReplayBench.RunAsync(size),
            .. reports,
            () => StartBench.RunAsync(size),
            .. bursts,
            .. writes,
            () => WaysBench.RunAsync(args.Contains("--list")),
            () => FirstCommandBench.RunAsync(),
        ],
        "forms" => forms,
        "import" => imports,
        "replay" => [() => ReplayBench.RunAsync(size)],
        "report" => reports,
        "start" => [() => StartBench.RunAsync(size)],
        "burst" => bursts,
        "writes" => writes,
        "ways" => [() => WaysBench.RunAsync(args.Contains("--list"))],
        "first-command" => [() => FirstCommandBench.RunAsync()],
        _ => [],
    }
    : [];
try
{
    if (chosen is [])
    {
        Console.Error.WriteLine(Help);
        return 2;
    }

    Console.WriteLine(Result.Head);
    var (rows, areMet) = (new List<string>(), true);
    foreach (var measured in chosen)
    foreach (var row in await measured())
    {
        Console.WriteLine(row);
        rows.Add(row.ToString());
        areMet &= row.IsMet;
    }

    if (Given("--write") is { } kept)
        Write(kept, rows);
    return areMet ? 0 : 1;
}
finally
{
    foreach (var server in stores)
        server?.Dispose();
}

string? Given(string option) => args.SkipWhile(word => word != option).ElementAtOrDefault(1);

Func<Task<IReadOnlyList<Result>>>[] On(Func<Size, PostgresServer?, Task<IReadOnlyList<Result>>> measure) =>
    [.. stores.Select(server => (Func<Task<IReadOnlyList<Result>>>)(() => measure(size, server)))];

static PostgresServer?[] Server() => PostgresServer.Start() is { } server ? [server] : [];

// The table with its day is the last of the file.
static void Write(string file, List<string> rows)
{
    const string Heading = "## Measured on ";
    var text = File.Exists(file) ? File.ReadAllText(file) : "";
    var before = text.IndexOf(Heading, StringComparison.Ordinal);
    var day = TimeProvider.System.GetUtcNow().ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
    File.WriteAllText(
        file,
        $"{(before < 0 ? text : text[..before])}{Heading}{day}, {Environment.ProcessorCount} processors\n{Result.Head.ReplaceLineEndings("\n")}\n{string.Join('\n', rows)}\n"
    );
}

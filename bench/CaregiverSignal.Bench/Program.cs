using CaregiverSignal.Bench;
using CaregiverSignal.Signals.Hindsight;

// Measures the program, as a ratio to a plain program in the same run; every number is optional.
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- [--store postgres] [--connections 64] [--seconds
// 10] [--stored 10000] [--stored 1000000] [--rounds 3]
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- scoring [--responses 10000000] [--rounds 7]
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- score-csv [--rows 1000000] [--rounds 3]
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- replay [--people 100000] [--rounds 1]
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- mail [--messages 100000] [--rounds 1]
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- ledger [--few 10000] [--many 1000000] [--rounds 7]
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- size [--store postgres] [--few 10000] [--many
// 100000] [--rounds 21]
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- worklist [--few 10000] [--many 100000] [--open 500]
// [--rounds 101]
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- case [--few 10000] [--many 100000] [--open 500]
// [--rounds 101] dotnet run -c Release --project bench/CaregiverSignal.Bench -- judging [--people 2000] [--rounds 7]
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- limits [--people 40000] [--read 2000] [--rounds 3]
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- report [--few 4000] [--many 40000] [--rounds 5]
// dotnet run -c Release --project bench/CaregiverSignal.Bench -- start [--rounds 9]

if (!Options.Store(ref args, out var server))
    return 2;
using var stopped = server;
return args switch
{
    ["serve", var kind, var folder, var connection, var url] => await Serving.RunAsync(
        kind,
        new Place(folder, connection is "" ? null : connection),
        url
    ),
    ["empty", var url] => await StartBench.ServeEmptyAsync(url),
    ["start", .. var rest] => Options.Numbers(rest, "--rounds") is { } given
        ? await StartBench.RunAsync(given.GetValueOrDefault("--rounds", 9))
        : 2,
    ["read-csv", .. var files] => ReadingCsv.Run(files),
    ["plain-replay", var folder, var signals] => PlainReplay.Run(folder, signals),
    ["scoring", .. var rest] => Options.Numbers(rest, "--responses", "--rounds") is { } given
        ? ScoringBench.Run(given.GetValueOrDefault("--responses", 10_000_000), given.GetValueOrDefault("--rounds", 7))
        : 2,
    ["score-csv", .. var rest] => Options.Numbers(rest, "--rows", "--rounds") is { } given
        ? await ScoreCsvBench.RunAsync(
            given.GetValueOrDefault("--rows", 1_000_000),
            given.GetValueOrDefault("--rounds", 3)
        )
        : 2,
    ["replay", .. var rest] => Options.Numbers(rest, "--people", "--rounds") is { } given
        ? await ReplayBench.RunAsync(
            given.GetValueOrDefault("--people", 100_000),
            given.GetValueOrDefault("--rounds", 1)
        )
        : 2,
    ["mail", .. var rest] => Options.Numbers(rest, "--messages", "--rounds") is { } given
        ? await MailBench.RunAsync(
            given.GetValueOrDefault("--messages", 100_000),
            given.GetValueOrDefault("--rounds", 1)
        )
        : 2,
    ["ledger", .. var rest] => Options.Numbers(rest, "--few", "--many", "--rounds") is { } given
        ? LedgerBench.Run(
            given.GetValueOrDefault("--few", 10_000),
            given.GetValueOrDefault("--many", 1_000_000),
            given.GetValueOrDefault("--rounds", 7)
        )
        : 2,
    ["report", .. var rest] => Options.Numbers(rest, "--few", "--many", "--rounds") is { } given
        ? ReportBench.Run(
            given.GetValueOrDefault("--few", 4_000),
            given.GetValueOrDefault("--many", 40_000),
            given.GetValueOrDefault("--rounds", 5)
        )
        : 2,
    ["size", .. var rest] => Options.Numbers(rest, "--few", "--many", "--rounds") is { } given
        ? await SizeBench.RunAsync(
            given.GetValueOrDefault("--few", 10_000),
            given.GetValueOrDefault("--many", 100_000),
            given.GetValueOrDefault("--rounds", 21),
            server
        )
        : 2,
    ["worklist", .. var rest] => Options.Numbers(rest, "--few", "--many", "--open", "--rounds") is { } given
        ? await DeskBench.RunWorklistAsync(
            given.GetValueOrDefault("--few", 10_000),
            given.GetValueOrDefault("--many", 100_000),
            given.GetValueOrDefault("--open", 500),
            given.GetValueOrDefault("--rounds", 101)
        )
        : 2,
    ["case", .. var rest] => Options.Numbers(rest, "--few", "--many", "--open", "--rounds") is { } given
        ? await DeskBench.RunCaseAsync(
            given.GetValueOrDefault("--few", 10_000),
            given.GetValueOrDefault("--many", 100_000),
            given.GetValueOrDefault("--open", 500),
            given.GetValueOrDefault("--rounds", 101)
        )
        : 2,
    ["judging", .. var rest] => Options.Numbers(rest, "--people", "--rounds") is { } given
        ? JudgingBench.Run(given.GetValueOrDefault("--people", 2_000), given.GetValueOrDefault("--rounds", 7))
        : 2,
    ["limits", .. var rest] => Options.Numbers(rest, "--people", "--read", "--rounds") is { } given
        ? LimitsBench.Run(
            given.GetValueOrDefault("--people", 40_000),
            given.GetValueOrDefault("--read", LimitsReading.MostPeople),
            given.GetValueOrDefault("--rounds", 3)
        )
        : 2,
    _ => Options.Read(args) is { } options ? await FormsBench.RunAsync(options, server) : 2,
};

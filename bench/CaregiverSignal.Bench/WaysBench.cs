using System.CodeDom.Compiler;
using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;
using CaregiverSignal.Jobs;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CaregiverSignal.Bench;

/// <summary>
/// Counts the named methods of ours, and their files, that a heavy answer runs through from its sending until its alert
/// waits to be mailed, and a case that is opened; without constructors, operators, what properties do, lambdas, local
/// functions and generated code.
/// </summary>
/// <remarks>
/// The runtime says which methods it compiles: at their first call, and anew at their second after the start. Each way
/// is gone six times, so that this names what the start ran, too.
/// </remarks>
public static class WaysBench
{
    private const int Times = 6;

    /// <summary>How long the runtime compiles nothing before it counts calls.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(3);

    private static readonly Dictionary<string, string> Runtime = new()
    {
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_TC_CallCountThreshold"] = "2",
        // All these are hexadecimal.
        ["DOTNET_TC_CallCountingDelayMs"] = Line.Of("{0:X}", (int)Delay.TotalMilliseconds),
    };

    private static readonly KeyValuePair<string, string>[] Heavy =
    [
        new("opening.going", "5"),
        new("srb.burden", "100"),
        new("volhoudtijd.time", "1"),
        new("woorden", "Het gaat niet meer."),
        new("bellen", "no"),
        new("doe", "versturen"),
    ];

    /// <param name="lists">Whether each is named, to the error output.</param>
    public static async Task<IReadOnlyList<Result>> RunAsync(bool lists)
    {
        using var place = Place.Fresh(null);
        var forms = await Seeding.Product(place, Times, 0);
        var answer = await ChildAsync(place, [.. Enumerable.Range(0, Times).Select(_ => forms.TakeLink())], lists);
        var opened = await ChildAsync(place, [], lists);
        return
        [
            new(Goals.AnswerMethods, [answer.Methods], []),
            new(Goals.AnswerFiles, [answer.Files], []),
            new(Goals.CaseMethods, [opened.Methods], []),
            new(Goals.CaseFiles, [opened.Files], []),
        ];
    }

    /// <summary>The child process, which serves and asks itself.</summary>
    /// <param name="forms">The keys of forms to fill in; none where a case is opened.</param>
    public static async Task<int> CountAsync(Place place, IReadOnlyList<string> forms)
    {
        using var compiled = new Compiled();
        var (key, cases) = await BurstBench.CaseloadAsync(place);
        await using var app = await Serving.Product(place, $"http://127.0.0.1:{StartBench.FreePort()}");
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var form = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = client.BaseAddress,
        };
        var judges = app.Services.GetServices<DueJob>().Where(job => job.Job == Job.Judge || job.Job == Job.Tell);
        using var runner = ActivatorUtilities.CreateInstance<JobRunner>(app.Services, judges);
        await BurstBench.SignInAsync(client, new Uri(client.BaseAddress, "/i/" + key).ToString());
        var pages = new List<(KeyValuePair<string, string> Token, string Cookie)>();
        foreach (var link in forms)
            pages.Add(await Load.FirstPage(form, link));
        await Task.Delay(2 * Delay);
        compiled.Take();
        for (var time = 0; time < Times; time++)
        {
            if (forms is [])
            {
                await client.GetStringAsync($"/zaak/{cases[0]}");
                continue;
            }

            await Load.Post(form, "/v/" + forms[time], pages[time].Cookie, [.. Heavy, pages[time].Token]);
            if (await runner.RunAsync() != 2)
                throw new InvalidOperationException("The answer was not judged, or nobody was told.");
        }

        await Task.Delay(2 * Delay);
        foreach (
            var method in compiled.Take().Where(IsOurs).DistinctBy(method => (method.Module, method.MetadataToken))
        )
            Console.WriteLine($"{method.DeclaringType}.{method.Name}\t{FileOf(method)}");
        return 0;
    }

    private static async Task<(int Methods, int Files)> ChildAsync(Place place, string[] forms, bool lists)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["way", place.Folder, .. forms])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in Runtime)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var ran = (await process.StandardOutput.ReadToEndAsync())
            .Split('\n')
            .Where(line => line.Contains('\t', StringComparison.Ordinal))
            .ToList();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Counting ended with {process.ExitCode}.");
        if (lists)
            await Console.Error.WriteLineAsync(string.Join('\n', ran.Order(StringComparer.Ordinal)) + "\n");
        return (ran.Count, ran.DistinctBy(line => line.Split('\t')[1]).Count());
    }

    private static bool IsOurs(MethodBase method) =>
        method is MethodInfo { IsSpecialName: false, DeclaringType: { } type }
        && type.Assembly.GetName().Name!.StartsWith("caregiversignal", StringComparison.OrdinalIgnoreCase)
        && type.Assembly != typeof(WaysBench).Assembly
        && !type.IsAssignableTo(typeof(RazorPageBase))
        && !method.Name.Contains('<', StringComparison.Ordinal)
        // Of an extension.
        && !method.Name.StartsWith("get_", StringComparison.Ordinal)
        && !IsGenerated(method)
        && !IsGenerated(type);

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute))
        || member.IsDefined(typeof(GeneratedCodeAttribute))
        || (member is Type { DeclaringType: { } around } && IsGenerated(around));

    private static string FileOf(MethodBase method)
    {
        var body = method.GetCustomAttribute<StateMachineAttribute>() is { } machine
            ? machine.StateMachineType.GetMethod("MoveNext", BindingFlags.NonPublic | BindingFlags.Instance)!
            : method;
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(
            File.OpenRead(Path.ChangeExtension(method.Module.FullyQualifiedName, "pdb"))
        );
        var reader = symbols.GetMetadataReader();
        var row = MetadataTokens.GetRowNumber(MetadataTokens.EntityHandle(body.MetadataToken));
        var document = reader.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(row)).Document;
        return document.IsNil ? "" : reader.GetString(reader.GetDocument(document).Name);
    }
}

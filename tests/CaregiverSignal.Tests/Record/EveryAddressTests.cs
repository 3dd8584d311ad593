using System.Globalization;
using System.Text.RegularExpressions;
using CaregiverSignal.Desk.Register;
using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Tests.Desk;
using CaregiverSignal.Tests.Support;
using CaregiverSignal.Tests.Tips;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace CaregiverSignal.Tests.Record;

/// <summary>docs/record.md says of every address and every verb what line it leaves, or why none.</summary>
public sealed partial class EveryAddressTests : IDisposable
{
    /// <summary>About the program itself: whether it runs, and how its pages look.</summary>
    private static readonly string[] AboutNobody =
    [
        "GET /",
        "GET /site.css",
        "GET /staff.css",
        "GET /card.css",
        "GET /icon.svg",
        "GET /robots.txt",
        "GET /health/live",
        "GET /health/ready",
    ];

    private static readonly IReadOnlyDictionary<string, string> Written = Row()
        .Matches(File.ReadAllText(Path.Combine(Some.Root, "docs", "record.md")))
        .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [Fact]
    public void Every_address_is_in_the_list_and_the_list_has_no_other()
    {
        var real = Endpoints().Select(one => one.Name).Except(AboutNobody).ToHashSet();
        var written = Written.Keys.Where(name => name.Contains('/', StringComparison.Ordinal)).ToList();

        Assert.Empty(real.Except(written));
        Assert.Empty(written.Except(real));
        Assert.True(real.Count > 50);
    }

    [Fact]
    public void Every_verb_is_in_the_list_and_the_list_has_no_other()
    {
        var program = File.ReadAllText(Path.Combine(Some.Root, "src", "CaregiverSignal", "Cli", "AllVerbs.cs"));
        var real = Verb()
            .Matches(program)
            .Select(verb => WordStart().Replace(verb.Groups[1].Value, "-").ToLowerInvariant());

        Assert.Equal(
            real.Order(StringComparer.Ordinal),
            Written.Keys.Where(name => !name.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void What_the_list_names_is_a_deed_and_every_deed_is_in_it_with_words()
    {
        var named = Written
            .Values.SelectMany(what => Code().Matches(what))
            .Select(code => code.Groups[1].Value)
            .ToHashSet();
        named.Remove("schema_version");

        Assert.Equal(Codes.All<Deed>().Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        Assert.Each(Codes.All<Deed>(), code => Assert.True(RegisterPageModel.Words.Has("Deed." + code), code));
        Assert.Each(
            Written.Where(row => row.Key.Contains("{caregiver}", StringComparison.Ordinal)),
            row =>
                Assert.All(
                    Code().Matches(row.Value),
                    code => Assert.True(ReadersPageModel.Words.Has("Did." + code.Groups[1].Value), code.Value)
                )
        );
        Assert.Each(Codes.All<ActorRole>(), code => Assert.True(RegisterPageModel.Words.Has("Role." + code), code));
        Assert.Each(Codes.All<Ground>(), code => Assert.True(RegisterPageModel.Words.Has("Ground." + code), code));
    }

    [Fact]
    public async Task Every_page_of_staff_leaves_the_line_that_the_list_says()
    {
        var caregiver = site.AddCaregiver(channel: "phone");
        site.AddSignal(caregiver);
        site.AddTip();
        var checkIn = site.AskByLink(caregiver).CheckIn.Id;
        var colleague = site.Coordinator("bo@steunpunt.example", "Bo");
        site.QueueInvitation(caregiver, checkIn);
        var mail = site.Joined("select min(id) from mail");
        site.WithRoles(TestInstallation.CoordinatorEmail, "Els", StaffRole.TeamLead, StaffRole.Operator);
        site.Sql("update mail set state = 'unsure'");
        var browser = await site.SignedIn();

        var looked = 0;
        foreach (var (name, pattern, isStaffs) in Endpoints())
        {
            if (!isStaffs || !name.StartsWith("GET ", StringComparison.Ordinal))
                continue;
            var before = site.Value<long>("select coalesce(max(id), 0) from record");
            var address = pattern
                .Replace("{caregiver}", Text(caregiver), StringComparison.Ordinal)
                .Replace("{checkIn}", Text(checkIn), StringComparison.Ordinal)
                .Replace("{tip}", Text(1), StringComparison.Ordinal)
                .Replace("{account}", Text(colleague), StringComparison.Ordinal)
                .Replace("{id}", mail, StringComparison.Ordinal);
            await browser.Open(address);
            if (browser.Path != address)
                continue;
            looked++;

            var left = site.Joined($"select deed from record where id > {before} order by id");
            var expected = Code().Match(Written[name]) is { Success: true } code ? code.Groups[1].Value : "";
            Assert.True(left == expected, $"{name} left '{left}' and not '{expected}'");
        }

        Assert.True(looked > 10, $"Only {looked} pages were opened.");

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private List<(string Name, string Pattern, bool IsStaffs)> Endpoints()
    {
        Assert.NotNull(site.Address); // Only pages that are open have their routes.
        return
        [
            .. site.Part<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Select(endpoint =>
                    (
                        $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText}",
                        endpoint.RoutePattern.RawText!,
                        endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
                    )
                ),
        ];
    }

    [GeneratedRegex(@"(?m)^\| `([^`]+)` \| (.+?) \|\r?$")]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_-]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(\w+)Verb\.Create")]
    private static partial Regex Verb();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();
}

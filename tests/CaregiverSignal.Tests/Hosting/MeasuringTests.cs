using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CaregiverSignal.Hosting;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.Metrics;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>What a service measures of itself, as somebody reads it who watches from outside.</summary>
public sealed partial class MeasuringTests : IDisposable
{
    private static readonly string Documents = Path.Combine(Some.Root, "docs");

    private readonly string address = $"http://127.0.0.1:{LocalPort.Free().ToString(CultureInfo.InvariantCulture)}";
    private readonly TestInstallation site;
    private readonly HttpClient outside = new();

    public MeasuringTests()
    {
        site = Some.Installation(("Metrics:Url", address)).On("2026-03-02");
        _ = site.Part<WorkMeasures>();
    }

    public void Dispose()
    {
        site.Dispose();
        outside.Dispose();
    }

    [Fact]
    public async Task Figures_are_served_at_their_own_address_and_never_where_the_pages_are()
    {
        var browser = site.NewBrowser();
        await browser.Open("/metrics");

        using var answer = await outside.GetAsync(new Uri(address + "/metrics"), TestContext.Current.CancellationToken);
        using var other = await outside.GetAsync(
            new Uri(address + "/werklijst"),
            TestContext.Current.CancellationToken
        );
        using var post = await outside.PostAsync(
            new Uri(address + "/metrics"),
            null,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(MetricsText.ContentType, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed), (other.StatusCode, post.StatusCode));
    }

    [Fact]
    public async Task A_form_is_counted_when_it_is_opened_and_sent_and_no_key_or_name_is_in_the_figures()
    {
        var (_, link) = site.AskByLink(site.AddCaregiver(firstName: "Wilhelmientje"), "opening");
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press("Begin met de vragen");
        await OwnInstallation.FillIn(browser, "Goed");
        await browser.Open("/v/" + new string('x', 43));
        await browser.Open("/nergens");

        var figures = await Read();

        Assert.Equal(
            (1, 1),
            (figures["caregiversignal_form_opened_total"], figures["caregiversignal_form_sent_total"])
        );
        var requests = figures
            .Keys.Where(name => name.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal))
            .ToList();
        Assert.Contains(
            requests,
            name => name.Contains("http_response_status_code=\"410\",http_route=\"/v/{key}\"", StringComparison.Ordinal)
        );
        Assert.Contains(
            requests,
            name => name.Contains("http_route=\"/vragen/{number:int}\"", StringComparison.Ordinal)
        );
        var all = string.Join('\n', figures.Keys);
        Assert.Each(
            [link[3..], new string('x', 43), "Wilhelmientje", "nergens", "persoon1"],
            secret => Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task A_step_that_fails_is_counted_and_what_it_fails_at_is_aside()
    {
        site.AddCaregiver("1");
        site.AddCaregiver("2");
        site.Sql("update caregiver set born = '2000-13-45' where person = '1'");

        Beat();

        var figures = await Read();
        Assert.Equal(1, figures["caregiversignal_step_failures_total{step=\"invite\"}"]);
        Assert.Equal(0, figures["caregiversignal_step_failures_total{step=\"judge\"}"]);
        Assert.Equal(1, figures["caregiversignal_work_aside{step=\"invite\"}"]);
        Assert.Equal(1, figures["caregiversignal_beat_duration_seconds_count"]);
        Assert.DoesNotContain("caregiversignal_work_due{step=\"invite\"}", figures.Keys);
    }

    [Fact]
    public async Task What_waits_for_a_step_is_counted_with_the_age_of_the_oldest()
    {
        site.AddCaregiver(enrolledOn: new DateOnly(2026, 2, 28));

        var figures = await ReadAfterBeat();

        Assert.Equal(1, figures["caregiversignal_work_due{step=\"invite\"}"]);
        // From the beginning of the day in Amsterdam until nine in the morning (UTC), two days later.
        Assert.Equal(
            TimeSpan.FromHours(48 + 10).TotalSeconds,
            figures["caregiversignal_work_due_age_seconds{step=\"invite\"}"]
        );
    }

    [Fact]
    public async Task A_step_that_stands_still_says_so()
    {
        site.AddCaregiver();
        site.Sql(
            "alter table coordinator rename column digest_on to told_of_on; update commit_mark set mark = mark + 1"
        );

        Beat();

        var figures = await Read();
        Assert.Equal(1, figures["caregiversignal_work_stopped{step=\"digest\"}"]);
        Assert.Equal(1, figures["caregiversignal_step_failures_total{step=\"digest\"}"]);
        Assert.DoesNotContain("caregiversignal_work_aside{step=\"digest\"}", figures.Keys);
    }

    [Fact]
    public async Task From_a_red_signal_to_the_relay_is_measured_and_the_signal_is_counted()
    {
        site.AskAndAnswer(site.AddCaregiver(), csi: 13, time: 1);
        site.Part<JobRunner>().Run(TestContext.Current.CancellationToken);
        site.Advance(TimeSpan.FromSeconds(40));
        var waiting = await ReadAfterBeat();
        while (site.Part<MailLoop>().Round(TestContext.Current.CancellationToken) > 0) { }
        site.Advance(TimeSpan.FromSeconds(1));

        var gone = await ReadAfterBeat();

        Assert.Equal(40, waiting["caregiversignal_mail_waiting_age_seconds{kind=\"alert\",state=\"ready\"}"]);
        Assert.Equal(1, waiting["caregiversignal_mail_waiting{kind=\"alert\",state=\"ready\"}"]);
        Assert.DoesNotContain("caregiversignal_mail_waiting{kind=\"alert\",state=\"ready\"}", gone.Keys);
        Assert.Equal(0, gone["caregiversignal_alert_handover_duration_seconds_bucket{le=\"30\"}"]);
        Assert.Equal(1, gone["caregiversignal_alert_handover_duration_seconds_bucket{le=\"60\"}"]);
        Assert.Equal(40, gone["caregiversignal_alert_handover_duration_seconds_sum"]);
        Assert.Equal(1, gone["caregiversignal_mail_handover_duration_seconds_count{kind=\"alert\"}"]);
        Assert.Equal(1, gone["caregiversignal_mail_attempts_total{kind=\"alert\",result=\"sent\"}"]);
        Assert.Equal(1, gone["caregiversignal_signal_notifications_total{urgency=\"red\"}"]);
        Assert.Equal(0, gone["caregiversignal_signal_notifications_total{urgency=\"amber\"}"]);
        Assert.Equal(1, gone["caregiversignal_signal_reasons_total{urgency=\"red\",kind=\"level\"}"]);
        Assert.Equal(
            (1, 0),
            (
                gone["caregiversignal_signal_open{urgency=\"red\"}"],
                gone["caregiversignal_signal_untaken{urgency=\"red\"}"]
            )
        );
        // A mail that went is counted at one look, and not at the next.
        Assert.Equal(
            1,
            (await ReadAfterBeat())["caregiversignal_mail_handover_duration_seconds_count{kind=\"alert\"}"]
        );
    }

    [Fact]
    public async Task A_signal_that_nobody_takes_up_for_two_days_is_counted()
    {
        var caregiver = site.AddCaregiver();
        site.AskAndAnswer(caregiver, csi: 13, time: 1);
        site.Beat();
        site.Advance(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await ReadAfterBeat())["caregiversignal_signal_untaken{urgency=\"red\"}"]);
        site.Sql("update signal set seen_at = notified_at");

        Assert.Equal(0, (await ReadAfterBeat())["caregiversignal_signal_untaken{urgency=\"red\"}"]);
    }

    [Fact]
    public async Task Figures_of_a_beat_long_ago_are_not_shown_and_its_age_is()
    {
        site.Part<JobRunner>().Expect();
        Beat();
        Assert.Contains("caregiversignal_alert_late", (await Read()).Keys);

        site.Advance(TimeSpan.FromMinutes(5));

        var figures = await Read();
        Assert.DoesNotContain("caregiversignal_alert_late", figures.Keys);
        Assert.Equal(300, figures["caregiversignal_beat_age_seconds"]);
    }

    [Fact]
    public async Task The_store_and_the_program_say_how_they_are()
    {
        site.AddCaregiver();

        var figures = await Read();

        Assert.True(figures["caregiversignal_store_commit_duration_seconds_count"] > 0);
        Assert.True(figures["caregiversignal_store_size_bytes{part=\"store\"}"] > 0);
        Assert.True(figures["caregiversignal_store_size_bytes{part=\"wal\"}"] > 0);
        Assert.True(figures["caregiversignal_disk_free_bytes"] > 0);
        Assert.Equal(
            (1, 0),
            (figures["caregiversignal_store_writable"], figures["caregiversignal_store_write_waiting"])
        );
        Assert.Contains(
            figures.Keys,
            name =>
                name.StartsWith(
                    $"caregiversignal_build_info{{version=\"{ProgramVersion.Version}\"",
                    StringComparison.Ordinal
                )
        );
        Assert.True(figures["dotnet_process_memory_working_set_bytes"] > 0);
    }

    [Fact]
    public async Task The_newest_backup_has_an_age_and_none_has_none()
    {
        Assert.DoesNotContain("caregiversignal_backup_age_seconds", (await Read()).Keys);
        await File.WriteAllTextAsync(
            site.StorePath + ".backup",
            """{"madeAt":"2026-03-02T08:30:00+00:00","file":"/backup/a.zip","bytes":1}""",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(1800, (await Read())["caregiversignal_backup_age_seconds"]);
    }

    [Fact]
    public void The_store_is_asked_for_nothing_while_nobody_measures()
    {
        using var unwatched = Some.Installation();
        unwatched.Part<JobRunner>().Run(TestContext.Current.CancellationToken);
        unwatched.Sql("alter table mail rename to post; update commit_mark set mark = mark + 1");
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => unwatched.Count("mail"));

        unwatched.Part<WorkMeasures>().AfterBeat(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Every_instrument_is_in_the_document_with_its_kind_and_nothing_else_is()
    {
        var written = Row()
            .Matches(File.ReadAllText(Path.Combine(Documents, "metrics.md")))
            .Select(row => $"{row.Groups[1].Value} | {row.Groups[2].Value} | {row.Groups[3].Value}");

        var real = Instruments()
            .Where(one => one.Meter.Name == Measuring.MeterName)
            .Select(one => $"{one.Name} | {MetricsText.NameOf(one)} | {KindOf(one)}");

        Assert.Equal(real.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("https://127.0.0.1:9464")]
    [InlineData("http://metrics.example.org:9464")]
    [InlineData("http://127.0.0.1:9464/metrics")]
    [InlineData("127.0.0.1:9464")]
    public void An_address_that_cannot_be_listened_on_is_refused(string url)
    {
        CaregiverSignal.Configuration.SettingsReader.Read(Some.Configuration(("Metrics:Url", url)), out var faults);

        Assert.Equal("Metrics:Url", Assert.Single(faults).Place);
    }

    private void Beat()
    {
        site.Part<JobRunner>().Run(TestContext.Current.CancellationToken);
        site.Part<WorkMeasures>().AfterBeat(TimeSpan.FromSeconds(1));
    }

    private Task<Dictionary<string, double>> ReadAfterBeat()
    {
        site.Part<WorkMeasures>().AfterBeat(TimeSpan.FromSeconds(1));
        return Read();
    }

    private async Task<Dictionary<string, double>> Read()
    {
        _ = site.Address;
        var text = await outside.GetStringAsync(new Uri(address + "/metrics"), TestContext.Current.CancellationToken);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .ToDictionary(
                line => line[..line.LastIndexOf(' ')],
                line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)
            );
    }

    /// <summary>All instruments that are in the text when they have something to say.</summary>
    private List<Instrument> Instruments()
    {
        var found = new List<Instrument>();
        var factory = site.Part<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (Measuring.IsWanted(instrument, factory))
                    found.Add(instrument);
            },
        };
        _ = site.Address;
        listener.Start();
        return found;
    }

    private static string KindOf(Instrument instrument) =>
        instrument.GetType().Name.Split('`')[0] switch
        {
            "ObservableCounter" or "Counter" => "counter",
            "Histogram" => "histogram",
            _ => "gauge",
        };

    [GeneratedRegex(@"(?m)^\| `(caregiversignal\.[a-z.]+)` \| `([a-z_]+)` \| (\w+) \|")]
    private static partial Regex Row();
}

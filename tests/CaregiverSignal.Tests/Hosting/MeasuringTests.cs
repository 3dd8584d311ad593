using CaregiverSignal.Health;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Sending;
using Instrument = System.Diagnostics.Metrics.Instrument;

namespace CaregiverSignal.Tests.Hosting;

/// <summary>What a service measures of itself, as somebody reads it who watches from outside.</summary>
public sealed partial class MeasuringTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation().On("2026-03-02");
    private readonly Figures figures;

    public MeasuringTests()
    {
        _ = site.Part<JobMeasures>();
        figures = new Figures(site);
    }

    public void Dispose()
    {
        figures.Dispose();
        site.Dispose();
    }

    [Fact]
    public async Task Figures_are_sent_where_the_settings_say_and_nothing_of_a_person_is_in_them()
    {
        await using var receiver = new Receiver();
        using (
            var sending = Some.Installation(
                    ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address),
                    ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                )
                .On("2026-03-02")
        )
        {
            var (_, link) = await sending.AskByLink(await sending.AddCaregiver(firstName: "Wilhelmientje"), "opening");
            await sending.NewBrowser().Open(link);
            await sending.NewBrowser().Open("/metrics");
        }

        var sent = receiver.Received;
        Assert.Has("caregiversignal.check.failing", sent);
        Assert.Has("v/{key}", sent);
        Assert.Lacks("Wilhelmientje", sent);
    }

    [Fact]
    public async Task A_form_that_is_sent_is_counted_and_no_key_or_name_is_in_the_figures()
    {
        var (_, link) = await site.AskByLink(await site.AddCaregiver(firstName: "Wilhelmientje"), "opening");
        var browser = site.NewBrowser();
        await browser.Open(link);
        await browser.Press(Dutch("CheckInPageModel.Start"));
        await OwnInstallation.FillIn(browser, "Goed");
        await browser.Open("/v/" + new string('x', 43));
        await browser.Open("/nergens");

        var read = Read();

        Assert.Equal(1, read["caregiversignal.form.sent"]);
        Assert.Each(
            ["http.response.status_code=410", "http.route=v/{key}", "http.route=/vragen/{number:int}"],
            tag => Assert.Contains(read.Keys, name => name.Split(' ').Contains(tag))
        );
        var all = string.Join('\n', read.Keys);
        Assert.Each(
            [link[3..], new string('x', 43), "Wilhelmientje", "nergens", "persoon1"],
            secret => Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task What_a_probe_finds_wrong_is_shown_by_its_name()
    {
        await site.Part<Readiness>().LookAsync();
        Assert.Equal(0, Read()["caregiversignal.check.failing check=mail"]);
        await site.Sql("update send_hold set stage = 'rcpt'");

        await site.Part<Readiness>().LookAsync();

        Assert.Equal(1, Read()["caregiversignal.check.failing check=mail"]);
        Assert.Equal(0, Read()["caregiversignal.check.failing check=store"]);
    }

    [Fact]
    public async Task A_red_signal_and_its_alert_on_the_way_to_the_relay_are_counted()
    {
        await site.AskAndAnswer(await site.AddCaregiver(), csi: 13, time: 1);
        await site.Part<JobRunner>().RunAsync(Some.Stop);
        await site.Part<JobMeasures>().LookAsync();
        var waiting = Read();
        while (await site.Part<MailLoop>().RoundAsync(Some.Stop) > 0) { }
        await site.Part<JobMeasures>().LookAsync();

        var gone = Read();

        Assert.Equal(1, waiting["caregiversignal.mail.waiting"]);
        Assert.Equal(0, gone["caregiversignal.mail.waiting"]);
        Assert.Equal(1, gone["caregiversignal.red.unanswered"]);
    }

    [Fact]
    public void Every_instrument_is_in_the_document_with_its_kind_and_nothing_else_is()
    {
        var written = Row()
            .Matches(File.ReadAllText(Path.Combine(Some.Root, "docs", "operations.md")))
            .Select(row => $"{row.Groups[1].Value} | {row.Groups[2].Value}");
        _ = site.Address;

        var real = figures.Instruments.Select(instrument => $"{instrument.Name} | {KindOf(instrument)}").Distinct();

        Assert.Equal(real.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Alert_rules_ask_for_figures_that_there_are()
    {
        var rules = File.ReadAllText(Path.Combine(Some.Root, "packaging/prometheus/caregiversignal.rules.yml"));
        _ = site.Address;

        var asked = Asked().Matches(rules).Select(match => match.Value).Distinct().ToList();

        Assert.Equal(3, asked.Count);
        Assert.Empty(asked.Except(figures.Instruments.Select(instrument => instrument.Name.Replace('.', '_'))));
    }

    private Dictionary<string, double> Read()
    {
        _ = site.Address;
        return figures.Read();
    }

    private static string KindOf(Instrument instrument) =>
        instrument.GetType().Name.Split('`')[0] switch
        {
            "ObservableCounter" or "Counter" => "counter",
            "Histogram" => "histogram",
            _ => "gauge",
        };

    [GeneratedRegex(@"(?m)^\| `(caregiversignal\.[a-z.]+)` \| (\w+) \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"\bcaregiversignal_[a-z_]+\b")]
    private static partial Regex Asked();
}

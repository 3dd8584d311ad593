using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using CaregiverSignal.Desk.Details;
using CaregiverSignal.People;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Desk.Details;

/// <summary>A field of somebody's details that is left is stored, as the script of that page sends it.</summary>
public sealed class AsYouGoTests : IDisposable
{
    private const string Joost = "joost@steunpunt.example";

    private readonly TestInstallation site = Some.Installation().On("2026-03-02");

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_field_that_is_left_is_stored_with_what_stood_there_and_a_line_and_the_button_goes_on()
    {
        var id = site.AddCaregiver();
        var els = await Details(id);
        var lines = site.Count("record", "deed = 'change' and object = 'details'");

        var answer = await Leave(els, ("sinds", "", "5-2019"));
        Assert.Equal("Bewaard om 10.00: Zorgt sinds", answer.Text);
        Assert.Equal(("1-5-2019", false), (answer.Stored["sinds"], answer.IsWrong));
        Assert.Equal(new DateOnly(2019, 5, 1), Of(id).CaringSince);
        Assert.Equal("caring_since -", Changes());
        Assert.Equal(
            lines + 1,
            site.Count("record", $"deed = 'change' and object = 'details' and caregiver_id = {id}")
        );
        answer = await Leave(els, ("sinds", "1-5-2019", "1-5-2019"));
        Assert.Equal(lines + 1, site.Count("record", "deed = 'change' and object = 'details'"));

        await els.Write("Zorgt sinds", "1-5-2019").Write("Gemeente", "Ergens").PressFirst("Bewaar");
        Assert.Equal(HttpStatusCode.OK, els.Status);
        Assert.Equal("Ergens", Of(id).Municipality);
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_holds_up_no_other_field_and_is_stored_once_it_is_right()
    {
        var id = site.AddCaregiver();
        var els = await Details(id);

        var answer = await Leave(els, ("voornaam", "Anna", ""), ("uren", "", "200"), ("wijk", "", "De Linde"));
        Assert.Equal(
            "Bewaard om 10.00: Voornaam, Wijk of buurt\nNiet bewaard: Uren zorg per week. Vul een heel getal in van 0 tot en met 168.",
            answer.Text
        );
        Assert.Equal(["uren"], answer.Wrong);
        Assert.Equal((null, "De Linde", null), (Of(id).FirstName, Of(id).Neighbourhood, Of(id).HoursPerWeek));

        // Nobody is left without a name: the last one goes once there is a first one.
        answer = await Leave(els, ("achternaam", "Jansen", ""));
        Assert.Equal("Niet bewaard: Achternaam. Vul een voornaam of een achternaam in.", answer.Text);
        answer = await Leave(els, ("voornaam", "", "Anna"), ("achternaam", "Jansen", ""));
        Assert.Equal(("Anna", null), (Of(id).FirstName, Of(id).LastName));
    }

    [Fact]
    public async Task What_a_colleague_corrected_meanwhile_stays_and_is_said_and_the_button_says_so_too()
    {
        site.Coordinator(Joost, "Joost");
        var id = site.AddCaregiver();
        site.Away(TestInstallation.CoordinatorEmail, Joost);
        var els = await Details(id);
        var joost = await (await site.SignedIn(Joost)).Open($"/zaak/{id}/gegevens");
        await joost.Write("Telefoon", "06 1").Write("Gemeente", "Joosterdam").PressFirst("Bewaar");

        var answer = await Leave(els, ("telefoon", "06 12345678", "06 2"), ("wijk", "", "Elswijk"));
        Assert.Equal(
            """
            Bewaard om 10.00: Wijk of buurt
            Intussen is er iets veranderd:
            Gemeente: eerst leeg, nu Joosterdam. Door Joost.
            Telefoon: eerst 06 12345678, nu 06 1. Door Joost.
            Dat blijft staan. Typte u daar iets anders? Druk op Bewaar en kijk het na.
            """,
            answer.Text.ReplaceLineEndings()
        );
        Assert.Null(answer.Mark);
        Assert.Equal(("06 1", "Joosterdam", "Elswijk"), (Of(id).Phone, Of(id).Municipality, Of(id).Neighbourhood));

        await els.Write("Telefoon", "06 2").Write("Wijk", "Elswijk").PressFirst("Bewaar");
        Assert.Equal(HttpStatusCode.Conflict, els.Status);
        Assert.Equal("06 1", Of(id).Phone);
    }

    [Fact]
    public async Task Who_heard_no_answer_is_not_their_own_colleague()
    {
        var id = site.AddCaregiver();
        var els = await Details(id);
        // Stored, and the answer was lost: the page is as it was.
        await els.Post($"/zaak/{id}/gegevens/tussendoor", Fields(els, [("sinds", "", "5-2019")]));

        await els.Open($"/zaak/{id}/gegevens");
        Set(els, "stand", "0");
        var answer = await Leave(els, ("sinds", "", "6-2019"), ("sinds", "5-2019", "6-2019"));

        Assert.Equal("Bewaard om 10.00: Zorgt sinds", answer.Text);
        Assert.Equal((new DateOnly(2019, 6, 1), false), (Of(id).CaringSince, answer.IsWrong));
        Assert.NotNull(answer.Mark);
    }

    [Fact]
    public async Task What_both_typed_is_no_news_and_what_was_stored_as_it_was_left_is_none_for_the_button()
    {
        site.Coordinator(Joost, "Joost");
        var id = site.AddCaregiver();
        site.Away(TestInstallation.CoordinatorEmail, Joost);
        var els = await Details(id);
        var joost = await (await site.SignedIn(Joost)).Open($"/zaak/{id}/gegevens");
        await joost.Write("Telefoon", "06 1").Write("Zorgt sinds", "5-2019").PressFirst("Bewaar");

        var answer = await Leave(els, ("sinds", "", "mei 2019"));
        Assert.DoesNotContain("sinds: eerst", answer.Text, StringComparison.Ordinal);
        Assert.Equal("1-5-2019", answer.Stored["sinds"]);

        await Leave(els, ("wijk", "", "Elswijk"));
        await els.Write("Telefoon", "06 2").Write("Wijk", "Elswijk").PressFirst("Bewaar");
        Assert.Equal(HttpStatusCode.Conflict, els.Status);
        Assert.Contains("Telefoon: eerst 06 12345678, nu 06 1. Door Joost.", els.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Wijk of buurt: eerst", els.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_sends_or_ends_something_waits_for_the_button()
    {
        var id = site.AddCaregiver();
        var els = await Details(id);

        await Leave(els, ("mail", "persoon1@example.org", "fatma@exam"), ("kanaal", "email", "phone"));

        Assert.Equal(("persoon1@example.org", Channel.Email), (Of(id).Email, Of(id).Channel));
        Assert.Equal(
            ["mail", "kanaal"],
            els.Page.QuerySelectorAll("[data-with-button]:not(form)").Select(one => one.GetAttribute("name"))
        );
    }

    [Fact]
    public async Task Who_is_added_and_a_page_with_something_to_look_at_have_no_script()
    {
        var id = site.AddCaregiver();
        var els = await (await site.SignedIn()).Open("/mensen/nieuw");
        Assert.Null(els.Page.QuerySelector("script"));
        await els.Open($"/zaak/{id}/gegevens");
        Assert.NotNull(els.Page.QuerySelector("script"));

        await els.Write("Uren zorg", "200").PressFirst("Bewaar");

        Assert.Equal(HttpStatusCode.BadRequest, els.Status);
        Assert.Null(els.Page.QuerySelector("script"));
    }

    [Fact]
    public async Task After_the_session_nothing_is_stored()
    {
        var id = site.AddCaregiver();
        var els = await Details(id);
        var fields = Fields(els, [("wijk", "", "De Linde")]);
        site.Sql("update session set ended_at = @now", new { now = site.Time.Now });

        await els.Post($"/zaak/{id}/gegevens/tussendoor", fields);

        Assert.Equal("/inloggen", els.Path);
        Assert.Null(Of(id).Neighbourhood);
    }

    private async Task<Browser> Details(long id) => await (await site.SignedIn()).Open($"/zaak/{id}/gegevens");

    private static async Task<SavedAsYouGo> Leave(Browser at, params (string Name, string Was, string Typed)[] left)
    {
        var page = at.Page;
        var (path, fields) = (Form(at).GetAttribute("data-as-you-go")!, Fields(at, left));
        await at.Post(path, fields);
        Assert.Equal(HttpStatusCode.OK, at.Status);
        var answer = await at.Answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        at.Keep(page);
        var saved = JsonSerializer.Deserialize<SavedAsYouGo>(answer, JsonSerializerOptions.Web)!;
        // As the script does.
        foreach (var (name, value) in saved.Stored)
            Set(at, name, value);
        if (saved.Mark is { } mark)
            Set(at, "stand", $"{mark}");
        return saved;
    }

    private static List<KeyValuePair<string, string>> Fields(
        Browser at,
        (string Name, string Was, string Typed)[] left
    ) =>
        [
            .. Browser
                .FieldsOf(Form(at))
                .Select(one =>
                    left.FirstOrDefault(field => field.Name == one.Key) is { Typed: { } typed }
                        ? KeyValuePair.Create(one.Key, typed)
                        : one
                ),
            .. left.Select(one => KeyValuePair.Create("veld", one.Name)),
            .. left.Select(one => KeyValuePair.Create("was-" + one.Name, one.Was)),
        ];

    private static void Set(Browser at, string name, string value) =>
        Form(at).Elements.OfType<IHtmlInputElement>().Single(one => one.Name == name).Value = value;

    private static IHtmlFormElement Form(Browser at) => (IHtmlFormElement)at.Page.QuerySelector("form.details")!;

    private PersonDetails Of(long id) => site.Database.Read(transaction => PersonDetailsTable.Of(transaction, id));

    private string Changes() =>
        site.Joined("select field || ' ' || coalesce(old_value, '-') from detail_change order by id");
}

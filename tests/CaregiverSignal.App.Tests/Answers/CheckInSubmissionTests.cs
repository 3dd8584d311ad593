using CaregiverSignal.Answers;
using CaregiverSignal.Invitations;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Tests.Answers;

public sealed class CheckInSubmissionTests : AtASite
{
    private readonly long anna;

    public CheckInSubmissionTests()
        : base("2026-01-05") => anna = site.Add(Some.Person(enrolled: "2027-01-01"));

    [Fact]
    public void After_sending_the_form_link_is_done()
    {
        var checkIn = site.Ask(anna);
        var key = site.Write(transaction =>
            LinkTable.AddForCheckIn(
                transaction,
                KeyPurpose.Form,
                anna,
                checkIn.Id,
                site.Time.Now,
                site.Time.Now.AddDays(9)
            )
        );
        site.SaveCsi(checkIn, 4);

        site.Send(checkIn);

        Assert.Null(site.Read(transaction => LinkTable.Find(transaction, KeyPurpose.Form, key.Clear, site.Time.Now)));
    }

    [Fact]
    public void A_response_keeps_each_name_of_its_words_once_however_alike_they_are()
    {
        var checkIn = site.Ask(anna, "opening");
        var opening = Some.Instruments.Newest("opening");

        foreach (var words in new[] { "own-1", "own_1", "OWN-1", "own", "own_1", "own-1" })
        {
            site.Write(transaction =>
                ResponseTable.Save(
                    transaction,
                    checkIn,
                    ResponseTable.OfCheckIn(transaction, checkIn.Id),
                    [(opening, words, [])],
                    "caregiver",
                    site.Time.Today,
                    site.Time.Now
                )
            );
        }

        Assert.Equal("own-1+own_1+OWN-1+own", site.Value<string>("select wording from response"));
    }

    [Fact]
    public async Task Sent_from_two_tabs_at_once_is_sent_once()
    {
        var checkIn = site.Ask(anna);
        site.SaveCsi(checkIn, 4);
        site.Want(checkIn, "yes");
        var stop = Some.Stop;

        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => site.Send(checkIn), stop)));

        Assert.Single(sent, true);
        Assert.Equal(1, site.Count("event"));
    }

    [Theory]
    [InlineData("caregiver")]
    [InlineData("paper")]
    public void A_response_has_the_words_of_the_form_whoever_fills_it_in(string enteredBy)
    {
        var checkIn = site.Ask(anna);

        site.Write(transaction =>
            CheckInSubmission.Save(transaction, checkIn, site.Given("csi", ("sleep", 1)), enteredBy, site.Time)
        );

        Assert.Equal($"own-1 {enteredBy}", site.Value<string>("select wording || ' ' || entered_by from response"));
        Assert.Equal(
            "definition,wording own-1",
            site.Joined("select kind || case name when '' then '' else ' ' || name end from used_file order by kind")
        );
    }

    [Theory]
    [InlineData("csi", "sleep", 2)]
    [InlineData("csi", "sleep", -1)]
    [InlineData("csi", "slaap", 1)]
    [InlineData("volhoudtijd", "time", 0)]
    public void An_item_or_a_value_the_questionnaire_does_not_have_saves_nothing(
        string instrument,
        string item,
        int value
    )
    {
        var checkIn = site.Ask(anna);

        Assert.ThrowsAny<Exception>(() =>
            site.Save(checkIn, instrument, ("plans", instrument == "csi" ? 1 : null), (item, value))
        );
        Assert.Equal((0, 0, 0), (site.Count("answer"), site.Count("response"), site.Count("used_file")));
    }

    [Fact]
    public void Nothing_answered_is_not_sent_and_a_wish_or_own_words_alone_are()
    {
        var checkIn = site.Ask(anna);
        site.Save(checkIn, "csi", ("sleep", null));
        var before = site.Content();

        Assert.False(site.Send(checkIn));
        Assert.Equal(before, site.Content());
        site.Want(checkIn, "no");
        Assert.False(site.Send(checkIn));
        site.Want(checkIn, "no", "Het gaat wel.");
        Assert.True(site.Send(checkIn));
    }
}

using CaregiverSignal.Answers;
using CaregiverSignal.Invitations;
using CaregiverSignal.Web.Links;

namespace CaregiverSignal.Tests.Answers;

public sealed class CheckInSubmissionTests() : AtASite("2026-01-05")
{
    private long anna;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.Add(Some.Person(enrolled: "2027-01-01"));
    }

    [Fact]
    public async Task After_sending_the_form_link_is_done()
    {
        var checkIn = await site.Ask(anna);
        var key = await site.Write(transaction =>
            LinkTable.AddForCheckIn(
                transaction,
                KeyPurpose.Form,
                anna,
                checkIn.Id,
                site.Time.Now,
                site.Time.Now.AddDays(9)
            )
        );
        await site.SaveCsi(checkIn, 4);

        await site.Send(checkIn);

        Assert.Null(
            await site.Read(transaction => LinkTable.Find(transaction, KeyPurpose.Form, key.Clear, site.Time.Now))
        );
    }

    [Fact]
    public async Task A_response_keeps_each_name_of_its_words_once_however_alike_they_are()
    {
        var checkIn = await site.Ask(anna, "opening");
        var opening = Some.Instruments.Newest("opening");

        foreach (var words in new[] { "own-1", "own_1", "OWN-1", "own", "own_1", "own-1" })
        {
            await site.Write(async transaction =>
                await ResponseTable.Save(
                    transaction,
                    checkIn,
                    await ResponseTable.OfCheckIn(transaction, checkIn.Id),
                    [(opening, words, [])],
                    "caregiver",
                    site.Time.Today,
                    site.Time.Now
                )
            );
        }

        Assert.Equal("own-1+own_1+OWN-1+own", await site.Value<string>("select wording from response"));
    }

    [Fact]
    public async Task Sent_from_two_tabs_at_once_is_sent_once()
    {
        var checkIn = await site.Ask(anna);
        await site.SaveCsi(checkIn, 4);
        await site.Want(checkIn, "yes");
        var stop = Some.Stop;

        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => site.Send(checkIn), stop)));

        Assert.Single(sent, true);
        Assert.Equal(1, await site.Count("event"));
    }

    [Theory]
    [InlineData("caregiver")]
    [InlineData("paper")]
    public async Task A_response_has_the_words_of_the_form_whoever_fills_it_in(string enteredBy)
    {
        var checkIn = await site.Ask(anna);

        await site.Write(transaction =>
            CheckInSubmission.Save(transaction, checkIn, site.Given("csi", ("sleep", 1)), enteredBy, site.Time)
        );

        Assert.Equal(
            $"own-1 {enteredBy}",
            await site.Value<string>("select wording || ' ' || entered_by from response")
        );
        Assert.Equal(
            "definition,wording own-1",
            await site.Joined(
                "select kind || case name when '' then '' else ' ' || name end from used_file order by kind"
            )
        );
    }

    [Theory]
    [InlineData("csi", "sleep", 2)]
    [InlineData("csi", "sleep", -1)]
    [InlineData("csi", "slaap", 1)]
    [InlineData("volhoudtijd", "time", 0)]
    public async Task An_item_or_a_value_the_questionnaire_does_not_have_saves_nothing(
        string instrument,
        string item,
        int value
    )
    {
        var checkIn = await site.Ask(anna);

        await Assert.ThrowsAnyAsync<Exception>(() =>
            site.Save(checkIn, instrument, ("plans", instrument == "csi" ? 1 : null), (item, value))
        );
        Assert.Equal(
            (0, 0, 0),
            (await site.Count("answer"), await site.Count("response"), await site.Count("used_file"))
        );
    }

    [Fact]
    public async Task Nothing_answered_is_not_sent_and_a_wish_or_own_words_alone_are()
    {
        var checkIn = await site.Ask(anna);
        await site.Save(checkIn, "csi", ("sleep", null));
        var before = await site.Content();

        Assert.False(await site.Send(checkIn));
        Assert.Equal(before, await site.Content());
        await site.Want(checkIn, "no");
        Assert.False(await site.Send(checkIn));
        await site.Want(checkIn, "no", "Het gaat wel.");
        Assert.True(await site.Send(checkIn));
    }
}

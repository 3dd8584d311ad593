using CaregiverSignal.Answers;
using CaregiverSignal.Forms;

namespace CaregiverSignal.Tests.Answers;

/// <summary>A page is read before its write has its turn: what came between stands.</summary>
public sealed class CheckInFormsTests() : AtASite("2026-03-02")
{
    private static readonly FormBrowser Fresh = new(null, null, null, false);

    private CheckInForms Forms => site.Part<CheckInForms>();

    [Fact]
    public async Task What_another_browser_saved_since_a_page_was_read_survives_its_blanks()
    {
        var key = await Key();
        var sent = await Filled(key, "volhoudtijd");
        var other = Assert.IsType<BehindLink.Entered>(await Forms.EnterAsync(key, Fresh));
        ItemAnswer going = new(Some.Instruments.Newest("opening"), "going", 3);
        await Forms.SaveAsync(Fresh with { Key = other.Key }, [going], 1, stops: false);

        var behind = await Forms.SendAsync(sent);

        Assert.True(Assert.IsType<BehindLink.Entered>(behind).HasSent);
        Assert.Equal(1, await site.Count("answer", "item = 'going' and value = 3"));
        Assert.Equal(2, await site.Count("answer", "value is not null"));
    }

    [Fact]
    public async Task A_double_tap_that_was_read_twice_is_stored_once_and_both_read_the_result()
    {
        var key = await Key();
        SentPage[] taps = [await Filled(key, "opening", "volhoudtijd"), await Filled(key, "opening", "volhoudtijd")];

        foreach (var tap in taps)
            Assert.True(Assert.IsType<BehindLink.Entered>(await Forms.SendAsync(tap)).HasSent);

        Assert.Equal(
            (1, 2, 1),
            (
                await site.Count("check_in", "answered_at is not null"),
                await site.Count("response"),
                await site.Count("audit_log", "action = 'answer'")
            )
        );
    }

    [Fact]
    public async Task A_key_that_never_was_has_no_page() =>
        Assert.Null(await Forms.PageAsync("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", inPictures: false));

    private async Task<string> Key() => (await site.AskByLink(await site.AddCaregiver())).Link["/v/".Length..];

    /// <param name="lists">Those whose question has its first answer; the others are left blank.</param>
    private async Task<SentPage> Filled(string key, params string[] lists)
    {
        var asked = await Forms.PageAsync(key, inPictures: false);
        var answers =
            from page in asked
            from item in page.Items
            let isGiven = lists.Contains(page.Instrument.Key)
            select new ItemAnswer(page.Instrument, item.Key, isGiven ? item.Choices[0].Value : null, !isGiven);
        return new(key, Fresh, PageAnswers.None with { Answers = [.. answers], CallMe = CallWish.No }, false);
    }
}

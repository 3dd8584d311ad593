using CaregiverSignal.Caseload;
using CaregiverSignal.Configuration;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Staff;

namespace CaregiverSignal.Alerts;

/// <summary>What the staff mails about the worklist share: that something waits, and where; never who or
/// what.</summary>
public sealed class Notices(StaffLetters letters, CurrentSettings settings, SiteTime time)
{
    private static readonly Texts Words = Texts.Of(typeof(Notices));

    /// <inheritdoc cref="StaffLetters.Speak"/>
    internal Languages.Spoken Speak(Coordinator to) => letters.Speak(to);

    /// <summary>A mail about a colleague's caregivers, for the deputy: it says whose they are.</summary>
    public static Letter For(Coordinator to, Coordinator owner, Letter letter) =>
        to.Id == owner.Id
            ? letter
            : letter with
            {
                To = to.Email,
                Blocks =
                [
                    letter.Blocks[0],
                    new Paragraph(Languages.In(letter.Language, () => Words["InPlaceBody", ("naam", owner.CalledAs)])),
                    .. letter.Blocks.Skip(1),
                ],
            };

    /// <summary>A mail to an address with which nobody can sign in: that something waits, and what to do. It has no
    /// link, which would open nothing.</summary>
    /// <param name="asked">The colleagues asked to look.</param>
    public Letter Waits(string to, Coordinator owner, IReadOnlyList<Coordinator> asked) =>
        WithoutLink(to, Words, "Waits", [("naam", owner.CalledAs)], asked, owner);

    /// <param name="own">The mail's texts: <c>…Subject</c>, and <c>…Body</c> with its day.</param>
    internal Letter Write(Coordinator to, Texts own, string prefix, (string, string)[] fill, params string[] more) =>
        letters.WithLink(
            to.Email,
            own[prefix + "Subject", fill],
            own[prefix + "Body", [.. fill, ("dag", WaitingTime.By(time.DeskDay, time.Today))]],
            Words["OpenLabel"],
            letters.Pages.Worklist,
            more
        );

    /// <param name="named">The people named already, left out of those who were asked.</param>
    internal Letter WithoutLink(
        string to,
        Texts own,
        string prefix,
        (string, string)[] fill,
        IReadOnlyList<Coordinator> asked,
        Coordinator? named = null
    )
    {
        var others = asked
            .Where(coordinator => coordinator.Id != named?.Id)
            .Select(coordinator => coordinator.CalledAs)
            .ToList();
        var who =
            asked.Count == 0 ? Words["AskedNobody"]
            : others.Count > 0 ? Words["Asked", ("namen", string.Join(", ", others))]
            : null;
        return letters.Of(
            to,
            own[prefix + "Subject", fill],
            own[prefix + "Body", fill],
            [
                .. who is null ? (Paragraph[])[] : [new Paragraph(who)],
                new Paragraph(Words["NoDoor", ("telefoon", settings.SupportPoint.PhoneWithHours)]),
            ]
        );
    }
}

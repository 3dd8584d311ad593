using CaregiverSignal.Tips;

namespace CaregiverSignal.Desk.Tips;

/// <summary>A tip on the worklist, ready to show.</summary>
/// <param name="More">How many more wait from the same network and are not shown; null when all are.</param>
/// <param name="Sender">The mark of that network.</param>
public sealed record TipRow(
    long Id,
    string Received,
    IReadOnlyList<Tag> Tags,
    string Words,
    string State,
    string? More = null,
    string? Sender = null
)
{
    public static TipRow Of(Tip tip, SiteTime time, int more = 0)
    {
        var (words, tags) = (Texts.Of(typeof(TipsModel)), new List<Tag>());
        if (tip.Minor == TipAnswer.Yes)
            tags.Add(new Tag(words["Tag.Minor"], true));
        return new TipRow(
            tip.Id,
            TipModel.Received(tip, time),
            tags,
            Plainly.Short(Plainly.Shown(tip.Words ?? "")),
            TipModel.StateOf(tip, time),
            more == 0 ? null : words["MoreOfSender", ("n", Texts.Number(more))],
            tip.Sender
        );
    }
}

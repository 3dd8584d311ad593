using System.Globalization;
using CaregiverSignal.Pages.ForCoordinators.Case;
using CaregiverSignal.Pages.ForCoordinators.Worklist;

namespace CaregiverSignal.Pages.ForCoordinators.ToDo;

/// <summary>The choices after reading: nothing, a call, or a safety note. Reading alone never ends it.</summary>
public static class ReadActs
{
    private static Texts Words => WorklistModel.Words;

    /// <param name="about">What was read, for screen readers.</param>
    /// <param name="upTo">When its newest report came in, in ticks; null if there can be no newer.</param>
    /// <param name="seesSafety">A reader without that right is led to the instructions; the text stays unread.</param>
    public static IReadOnlyList<RowAct> Of(
        long task,
        long caregiverId,
        string about,
        long? upTo,
        bool seesSafety,
        SiteTime time
    )
    {
        List<(string, string)> fields = upTo is { } last ? [(OwnWordsLine.UpToField, Number(last))] : [];
        var path = $"/taak-klaar/{Number(task)}";
        return
        [
            new(Words["Read.Nothing"], about, path, true) { Fields = fields },
            new(Words["Read.Call"], about, path, true)
            {
                Fields = [.. fields, (nameof(TaskDoneModel.Calls), "true")],
                Day = PromisedCall.NextDay(time),
                LastDay = CallTime.LastDay(time.Today, time.WorkingDays),
            },
            new(
                Words["Read.Safety"],
                about,
                seesSafety
                    ? $"{SafetyModel.PathOf(caregiverId)}?{SafetyModel.ReadField}={Number(task)}&{OwnWordsLine.UpToField}={Number(upTo ?? 0)}"
                    : $"/zaak/{Number(caregiverId)}#{SafetyModel.Id}"
            ),
        ];
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

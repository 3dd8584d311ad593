using CaregiverSignal.Answers.Form;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;

namespace CaregiverSignal.Desk.Letters;

/// <summary>The letter to one caregiver, by itself; it has the words of the page with all of them.</summary>
public sealed class OneLetterModel(
    Database database,
    FormPages pages,
    Recorder recorder,
    SupportPointSettings support,
    SiteTime time
) : LetterPage(database, pages, recorder, support, time);

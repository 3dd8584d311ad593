namespace CaregiverSignal.Desk.ToDo;

/// <summary>The worklist's own words, which a case says too.</summary>
public static class ToDoWords
{
    public static readonly Texts Words = Texts.Of("Desk.Worklist.WorklistPage");

    public static string NameOf(WorklistKind kind) => Words["Kind." + kind.Code()];
}

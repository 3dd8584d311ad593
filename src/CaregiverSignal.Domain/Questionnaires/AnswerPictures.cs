namespace CaregiverSignal.Questionnaires;

/// <summary>The pictures that an answer can have; a page draws them.</summary>
public static class AnswerPictures
{
    public static readonly string[] Names =
    [
        // A face, from very sad to very glad.
        "face-1",
        "face-2",
        "face-3",
        "face-4",
        "face-5",
        // Somebody who carries nothing, up to four stones.
        "load-0",
        "load-1",
        "load-2",
        "load-3",
        "load-4",
        // A battery, from nearly empty to full.
        "power-1",
        "power-2",
        "power-3",
        "power-4",
        "power-5",
        "power-6",
    ];
}

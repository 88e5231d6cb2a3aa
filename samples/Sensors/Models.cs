using ShapeGen;

namespace Sensors;

/// <summary>The means of a window's features: what runs on all the time.</summary>
[InputShape(Window.Steps, Window.Features)]
[GlobalAveragePooling1D]
public static partial class Means;

/// <summary>The maxima of a window's features: what happens once.</summary>
[InputShape(Window.Steps, Window.Features)]
[GlobalMaxPooling1D]
public static partial class Peaks;

/// <summary>How the machine runs: idle, normal or worn. A mean over the window tells, wherever in it the signal stands.</summary>
[InputShape(Window.Steps, Window.Features)]
[GlobalAveragePooling1D]
[Dense(3, Activation = Activation.Softmax, Name = "state")]
public sealed partial class StateModel;

/// <summary>Whether it was hit. Three samples vanish in a mean of 256, but not in a maximum.</summary>
[InputShape(Window.Steps, Window.Features)]
[GlobalMaxPooling1D]
[Dense(1, Activation = Activation.Sigmoid, Name = "shock")]
public sealed partial class ShockModel;

/// <summary>How the machine runs, after each single sample: no window is collected, and what is known of the past is the model's state.</summary>
[InputShape(Window.Steps, Window.Features)]
[GRU(StreamTraining.Units, Name = "memory")]
[Dense(3, Activation = Activation.Softmax, Name = "state")]
public sealed partial class StreamModel;

/// <summary>The memory alone, which the reading layer is fitted to.</summary>
[InputShape(Window.Steps, Window.Features)]
[GRU(StreamTraining.Units, Name = "memory")]
public sealed partial class MemoryModel;
